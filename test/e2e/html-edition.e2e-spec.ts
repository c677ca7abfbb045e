import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Briefing } from '@wirebrief/briefing';
import {
  loadTemplates,
  renderChoiceHtml,
  renderEditionHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderNoticedHtml,
  renderRecalledHtml,
  renderStoryHtml,
} from '@wirebrief/rendering';
import { emptyBriefing, exampleBriefing, pdfText } from '@wirebrief/testing';
import { type AxeResults } from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const templates = loadTemplates(join(process.cwd(), 'templates'));

const page = { language: 'en', timeZone: 'Asia/Kabul' };
const files = {
  html: '/s/editions/1.html',
  pdf: '/s/editions/1.pdf',
  json: '/s/editions/1.json',
  zip: '/s/editions/1.zip',
};
const decision = {
  by: 'editor' as const,
  outlet: 'د کابل نمونه',
  reason: 'The line speaks of another strike.',
  at: '2021-09-18T12:00:00Z',
  withdrawnAt: null,
};
const edition = {
  number: 1,
  issuedAt: '2021-09-18T05:00:00Z',
  asOf: '2021-09-18T05:00:00Z',
  position: 12,
  status: 'superseded' as const,
  supersededBy: { number: 2, issuedAt: '2021-09-19T05:00:00Z', path: '/s/editions/2.html' },
  correction: decision,
  recall: null,
  highlight: 'Relatives said that ten members of the family were killed.',
  files,
};
const story = {
  id: 's',
  title: 'A story with a long title that wraps on a narrow screen',
  path: '/s',
  articleCount: 1,
  lastUpdateAt: '2021-09-18T05:00:00Z',
  nextDue: null,
  failedSchedules: [],
  editions: [
    { ...edition, number: 2, status: 'current' as const, supersededBy: null, correction: null },
    edition,
    { ...edition, status: 'recalled' as const, recall: decision, correction: null, files: null },
  ],
};
const article = {
  outlet: 'د کابل نمونه',
  headline: 'د خواجه بغرا په کوڅه کې برید',
  language: 'ps',
  url: 'https://news.example/2',
  publishedAt: '2021-08-30T04:40:00Z',
  receivedAt: '2021-08-30T05:01:00Z',
  revision: 1,
  status: 'current' as const,
};

const { number, supersededBy, correction } = edition;
const notice = {
  ...{ ...page, number, supersededBy, correction, newest: supersededBy },
  issuedPath: `/files/${'0'.repeat(64)}.html`,
};

interface Checked {
  readonly html: string;
  /** The dark scheme has its own colours in the edition and on the front page; the others share them. */
  readonly schemes: readonly ('light' | 'dark')[];
}

const PAGES: readonly (readonly [string, Checked])[] = [
  ['the edition', { html: render(exampleBriefing()), schemes: ['light', 'dark'] }],
  [
    'a superseded edition',
    {
      html: renderNoticedHtml(render(exampleBriefing()), notice, templates),
      schemes: ['light', 'dark'],
    },
  ],
  [
    'the page before a superseded PDF',
    {
      html: renderChoiceHtml({ ...notice, story, newestPdf: files.pdf }, templates),
      schemes: ['light'],
    },
  ],
  [
    'the page of a recalled edition',
    {
      html: renderRecalledHtml(
        { ...page, number, story, recall: decision, newest: supersededBy },
        templates,
      ),
      schemes: ['light'],
    },
  ],
  ['an edition of long words', { html: render(withLongWords()), schemes: [] }],
  ['a flash', { html: render({ ...exampleBriefing(), kind: 'flash' }), schemes: ['light'] }],
  ['an empty edition', { html: render(emptyBriefing()), schemes: ['light'] }],
  [
    'the front page',
    {
      html: renderIndexHtml({ ...page, stories: [story], position: 12 }, templates),
      schemes: ['light', 'dark'],
    },
  ],
  [
    'the page of a story',
    {
      html: renderStoryHtml({ ...page, story, summary: ['S.'], articles: [article] }, templates),
      schemes: ['light'],
    },
  ],
  [
    'an error page',
    {
      html: renderErrorHtml(
        { ...page, status: 404, title: 'Not found', detail: 'No.', remedy: 'Go.', code: 'WB_X' },
        templates,
      ),
      schemes: ['light'],
    },
  ],
];

function render(briefing: Briefing): string {
  return renderEditionHtml(briefing, templates);
}

function withLongWords(): Briefing {
  const briefing = exampleBriefing();
  const word = 'Pneumono'.repeat(250);
  return {
    ...briefing,
    story: { ...briefing.story, title: word },
    highlights: [{ text: word, citations: [] }],
    keyFigures: briefing.keyFigures.map((figure) => ({ ...figure, value: word, caveat: word })),
    options: {
      options: briefing.options.options.map((option) => ({
        ...option,
        label: word,
        statements: option.statements.map((row) => ({ ...row, speaker: word, quote: word })),
      })),
    },
    sources: briefing.sources.map((source) => ({ ...source, headline: word, note: word })),
  };
}

let browser: Browser | undefined;
const folder = mkdtempSync(join(tmpdir(), 'wirebrief-pages-'));

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `There is no Chromium at ${CHROMIUM}, and the pages are checked in it. ` +
        'Install it with: apt-get install chromium. Or set CHROMIUM_PATH.',
    );
  }
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens a page from disk, as a reader opens a forwarded file, and closes the browser's window after the check. */
async function inBrowser<T>(
  html: string,
  options: BrowserContextOptions,
  check: (opened: Page) => Promise<T>,
): Promise<T> {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  if (browser === undefined) throw new Error('the browser did not start');
  const context: BrowserContext = await browser.newContext(options);
  try {
    const opened = await context.newPage();
    await opened.goto(pathToFileURL(file).href);
    return await check(opened);
  } finally {
    await context.close();
  }
}

async function violationsIn(opened: Page): Promise<readonly string[]> {
  await opened.evaluate(axeSource);
  const results = await opened.evaluate<AxeResults>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(WCAG)} } })`,
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe.each(PAGES)('%s', (_, { html, schemes }) => {
  it('needs no scripts, no requests and no sideways scrolling, and all its links lead somewhere', async () => {
    const requests: string[] = [];
    const options = { javaScriptEnabled: false, viewport: { width: 320, height: 800 } };
    const measured = await inBrowser(html, options, async (opened) => {
      opened.on('request', (request) => requests.push(request.url()));
      await opened.reload();
      const narrow = await opened.evaluate('document.documentElement.scrollWidth');
      const squeezed = await opened.evaluate(
        `Array.from(document.querySelectorAll('tbody th, tbody td'), (cell) => cell.clientWidth)
          .filter((width) => width < 240)`,
      );
      await opened.setViewportSize({ width: 1280, height: 800 });
      const wide = await opened.evaluate('document.documentElement.scrollWidth');
      const lost = await opened.evaluate(
        `Array.from(document.links, (link) => link.getAttribute('href'))
          .filter((href) => href.startsWith('#') && document.getElementById(href.slice(1)) === null)`,
      );
      return { narrow, wide, squeezed, lost };
    });
    expect(measured).toEqual({ narrow: 320, wide: 1280, squeezed: [], lost: [] });
    expect(requests).toHaveLength(1);
  }, 60_000);

  if (schemes.length > 0) {
    it.each(schemes)(
      'meets WCAG 2.2 AA in the %s scheme as far as axe can tell',
      async (colorScheme) => {
        // The page's own policy forbids scripts, so axe comes in past it.
        const options = { colorScheme, bypassCSP: true, viewport: { width: 1280, height: 900 } };
        expect(await inBrowser(html, options, violationsIn)).toEqual([]);
      },
      60_000,
    );
  }
});

it('sets the parts of key figures in a row at the same heights', async () => {
  const briefing = exampleBriefing();
  const keyFigures = briefing.keyFigures.map((figure, index) =>
    index === 1 ? { ...figure, label: 'A label of many words that takes two lines' } : figure,
  );
  const html = render({ ...briefing, keyFigures });
  const options = { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } };
  const uneven = await inBrowser(html, options, (opened) =>
    opened.evaluate(`(() => {
      const top = (card, part) => card.querySelector(part).getBoundingClientRect().top;
      const cards = Array.from(document.querySelectorAll('.figure-card'));
      const [first] = cards;
      const row = cards.filter((card) => card.offsetTop === first.offsetTop);
      return ['.figure-value', '.figure-caveat'].filter(
        (part) => row.length < 2 || row.some((card) => top(card, part) !== top(first, part)),
      );
    })()`),
  );
  expect(uneven).toEqual([]);
}, 60_000);

describe('printed from the browser', () => {
  const options = { javaScriptEnabled: false };

  it('keeps the contents together, and a heading with its table, its head and its first row', async () => {
    const parted = await inBrowser(render(exampleBriefing()), options, async (opened) => {
      const found: string[] = [];
      // As long as a page is high, so that its end comes to every place.
      for (let room = 0; room < 1000; room += 45) {
        for (const id of ['changes', 'toll'])
          await opened.evaluate(
            `document.getElementById('${id}').style.paddingBottom = '${room}px'`,
          );
        const pages = pdfText(await opened.pdf({ format: 'A4' })).split('\f');
        const pageOf = (line: RegExp): string => pages.find((text) => line.test(text)) ?? '';
        if (!/Corrections log/.test(pageOf(/^Contents$/m))) found.push(`contents at ${room}`);
        if (!/Over-the-horizon/.test(pageOf(/^Each option, and who says what of it$/m)))
          found.push(`options at ${room}`);
      }
      return found;
    });
    expect(parted).toEqual([]);
  }, 120_000);

  it('breaks no word of a badge', async () => {
    const broken = await inBrowser(render(exampleBriefing()), options, async (opened) => {
      await opened.emulateMedia({ media: 'print' });
      // The width of the text on A4.
      await opened.setViewportSize({ width: 665, height: 970 });
      return opened.evaluate(`Array.from(document.querySelectorAll('.tag, .stance')).flatMap((badge) =>
        Array.from(badge.textContent.matchAll(/\\S+/g)).flatMap(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(badge.firstChild, index);
          range.setEnd(badge.firstChild, index + word.length);
          return range.getClientRects().length === 1 ? [] : [word];
        }))`);
    });
    expect(broken).toEqual([]);
  }, 60_000);
});
