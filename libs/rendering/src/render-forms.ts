import { type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { FLASH_STEPS } from './html/flash-steps';
import { renderEditionHtml } from './html/render-html';
import { type Templates } from './html/templates';
import { compressed } from './pdf/compressed';
import { type Deflate, deflate as deflateHere } from './pdf/deflate';
import { countPages, type PdfMeta, renderPdf } from './pdf/render-pdf';

/** All forms of an edition, in this thread, but for compressing when `deflate` does it elsewhere. */
export async function renderForms(
  briefing: Briefing,
  templates: Templates,
  deflate: Deflate = deflateHere,
): Promise<RenderedEdition> {
  const encoder = new TextEncoder();
  const json = encoder.encode(`${JSON.stringify(briefing, null, 2)}\n`);
  // The largest stream: another thread can be through with it before the first page.
  void compressed(json, deflate);
  const html = await fittingHtml(briefing, templates);
  const pdf = await renderPdf(html, {
    theme: templates.theme,
    meta: metaOf(briefing),
    attachment: {
      name: 'edition.json',
      bytes: json,
      mediaType: 'application/json',
      description: 'The briefing as data',
      modifiedAt: briefing.edition.issuedAt,
    },
    deflate,
  });
  return { html: encoder.encode(html), pdf, json, templates: templates.hash };
}

/** A flash that fits one page, as long as can be; the last step where the theme leaves no room for even that. */
async function fittingHtml(briefing: Briefing, templates: Templates): Promise<string> {
  const whole = renderEditionHtml(briefing, templates);
  if (briefing.kind !== 'flash' || (await countPages(whole, templates.theme)) === 1) return whole;
  // Each step prints less than the one before, so that half of those that are left need not be tried.
  let [longest, shortest] = [1, FLASH_STEPS.length - 1];
  let fitting: string | undefined;
  while (longest < shortest) {
    const middle = Math.floor((longest + shortest) / 2);
    const tried = renderEditionHtml(briefing, templates, FLASH_STEPS[middle]);
    const fits = (await countPages(tried, templates.theme)) === 1;
    if (fits) [fitting, shortest] = [tried, middle];
    else longest = middle + 1;
  }
  return fitting ?? renderEditionHtml(briefing, templates, FLASH_STEPS[shortest]);
}

function metaOf({ story, edition, language, statement }: Briefing): PdfMeta {
  const name = edition.number === 0 ? 'Briefing' : `Edition ${edition.number}`;
  return {
    title: `${story.title}: ${name}`,
    language,
    author: 'Wirebrief',
    subject: statement,
    createdAt: edition.issuedAt,
  };
}
