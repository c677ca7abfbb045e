import { type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { FLASH_STEPS } from './html/flash-steps';
import { editionLabels, renderEditionHtml } from './html/render-html';
import { type Templates } from './html/templates';
import { countPages, renderPdf } from './pdf/render-pdf';

/** All forms of an edition, in this thread. */
export async function renderForms(
  briefing: Briefing,
  templates: Templates,
): Promise<RenderedEdition> {
  const encoder = new TextEncoder();
  const json = encoder.encode(`${JSON.stringify(briefing, null, 2)}\n`);
  const html = await fittingHtml(briefing, templates);
  const pdf = await renderPdf(html, {
    theme: templates.theme,
    meta: {
      ...editionLabels(briefing, templates),
      subject: briefing.statement,
      createdAt: briefing.edition.issuedAt,
    },
    attachment: {
      name: 'edition.json',
      bytes: json,
      mediaType: 'application/json',
      description: 'The briefing as data',
      modifiedAt: briefing.edition.issuedAt,
    },
  });
  return { html: encoder.encode(html), pdf, json, templates: templates.hash };
}

/** A flash that fits one page, as long as can be; the last step where the theme leaves no room for even that. */
async function fittingHtml(briefing: Briefing, templates: Templates): Promise<string> {
  const whole = renderEditionHtml(briefing, templates);
  const isOnePage = async (html: string): Promise<boolean> =>
    (await countPages(html, templates.theme)) === 1;
  if (briefing.kind !== 'flash' || (await isOnePage(whole))) return whole;
  let fitting: string | undefined;
  const fits = async (step: number): Promise<boolean> => {
    const html = renderEditionHtml(briefing, templates, FLASH_STEPS[step]);
    const isFitting = await isOnePage(html);
    if (isFitting) fitting = html;
    return isFitting;
  };
  // Each step prints less than the one before, and most flashes fit at one of the first.
  const last = FLASH_STEPS.length - 1;
  let [from, to] = [1, 1];
  while (to < last && !(await fits(to))) [from, to] = [to + 1, Math.min(2 * to, last)];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (await fits(middle)) to = middle;
    else from = middle + 1;
  }
  return fitting ?? renderEditionHtml(briefing, templates, FLASH_STEPS[last]);
}
