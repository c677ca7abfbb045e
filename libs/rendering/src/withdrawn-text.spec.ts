import { join } from 'node:path';

import { claimant, figure, pdfText, StoryTimeline, textWith } from '@wirebrief/testing';
import fc from 'fast-check';

import { loadTemplates } from './html/templates';
import { renderForms } from './render-forms';

jest.setTimeout(120_000);

const templates = loadTemplates(join(__dirname, '../../../templates'));
const ITEMS = ['A', 'B', 'C'] as const;

type Step =
  | { readonly type: 'version'; readonly item: string; readonly killed: number }
  | { readonly type: 'kill' | 'kill below' | 'embargo' | 'reject' | 'pin'; readonly item: string }
  | { readonly type: 'issue' };

const item = fc.constantFrom(...ITEMS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('version' as const), item, killed: fc.nat(30) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('kill', 'kill below', 'embargo', 'reject', 'pin'),
      item,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'issue' as const }) },
);

/** A word that stands in one version of one item only. */
const markOf = (id: string, version: number): string => `mark${id}v${version}x`;

interface Told {
  readonly timeline: StoryTimeline;
  /** Marks of versions that are killed or under embargo. */
  readonly hidden: ReadonlySet<string>;
}

const marksUpTo = (id: string, version: number): readonly string[] =>
  Array.from({ length: version }, (_, index) => markOf(id, index + 1));

function told(steps: readonly Step[]): Told {
  const timeline = new StoryTimeline();
  const hidden = new Set<string>();
  const versions = new Map<string, number>();
  for (const one of steps) {
    if (one.type === 'issue') {
      timeline.issue();
      continue;
    }
    const version = versions.get(one.item) ?? 0;
    if (one.type === 'version' || one.type === 'embargo') {
      tell(timeline, one, version + 1);
      versions.set(one.item, version + 1);
      if (one.type === 'embargo') hidden.add(markOf(one.item, version + 1));
      continue;
    }
    if (version === 0) continue;
    if (one.type === 'reject' || one.type === 'pin') {
      decide(timeline, one.type, markOf(one.item, version));
      continue;
    }
    const upTo = one.type === 'kill' ? version : version - 1;
    timeline.kill(one.item, { version: upTo, reason: 'It was wrong.' });
    marksUpTo(one.item, upTo).forEach((mark) => hidden.add(mark));
  }
  return { timeline, hidden };
}

function tell(timeline: StoryTimeline, one: Step, version: number): void {
  if (!('item' in one)) return;
  const killed = one.type === 'version' ? one.killed : 99;
  const mark = markOf(one.item, version);
  const words = `${mark} said that ${killed} civilians were killed`;
  const claims = [figure(killed, { words, claimant: claimant('relatives', 'families') })];
  timeline.article(one.item, {
    ...{ version, claims, text: textWith(claims, mark), headline: `${mark} headline` },
    ...{ byline: `${mark} byline`, note: `${mark} note`, editorNote: `desk ${mark}` },
    ...(one.type === 'embargo' && { embargoedUntil: '2099-01-01T00:00:00Z' }),
  });
}

/** Where the claim stands; what is withdrawn cannot be decided on. */
function decide(timeline: StoryTimeline, type: 'reject' | 'pin', mark: string): void {
  let claim: string;
  try {
    claim = timeline.claimId(mark);
  } catch {
    return;
  }
  timeline.decide({ type, claim });
}

const histories = fc.array(step, { minLength: 3, maxLength: 14 });

describe('text that is killed or under embargo, and notes to desks', () => {
  it('stand in no state and in no document, whatever has happened', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const { timeline, hidden } = told(steps);
        const shown = JSON.stringify([timeline.state, timeline.compose()]);
        for (const mark of hidden) expect(shown).not.toContain(mark);
        expect(shown).not.toContain('desk mark');
      }),
      { numRuns: 300 },
    );
  });

  it('stand on no page, in HTML or PDF', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { timeline, hidden } = told(steps);
        const { html, pdf, json } = await renderForms(timeline.compose().briefing, templates);
        const pages = [html, json].map((bytes) => Buffer.from(bytes).toString('utf8'));
        const shown = [...pages, pdfText(pdf)].join('\n').replace(/[\s\u00ad-]+/g, '');
        for (const mark of hidden) expect(shown).not.toContain(mark);
        expect(shown).not.toContain('deskmark');
      }),
      { numRuns: 6 },
    );
  });

  it('is looked for: what is neither stands there', () => {
    const { timeline } = told([{ type: 'version', item: 'A', killed: 7 }]);
    expect(JSON.stringify(timeline.compose())).toContain(markOf('A', 1));
  });
});
