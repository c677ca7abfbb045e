import { join } from 'node:path';

import { type IndexModel } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { emptyBriefing, exampleBriefing } from '@wirebrief/testing';
import { Parser } from 'htmlparser2';

import { compileHtml } from '../blocks/compile';
import {
  renderChoiceHtml,
  renderEditionHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderNoticedHtml,
  renderRecalledHtml,
  renderStoryHtml,
} from './render-html';
import { loadTemplates } from './templates';

const templates = loadTemplates(join(process.cwd(), 'templates'));
const render = (briefing: Briefing): string => renderEditionHtml(briefing, templates);
const page = { language: 'en', timeZone: 'Asia/Kabul' };

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function tagsOf(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => tags.push({ name, attributes }) });
  parser.end(html);
  return tags;
}

function textOf(html: string): string {
  let text = '';
  let isStyle = false;
  const parser = new Parser({
    onopentagname: (name) => (isStyle = name === 'style'),
    onclosetag: () => (isStyle = false),
    ontext: (part) => (text += isStyle ? '' : part),
  });
  parser.end(html);
  return text.replace(/\s+/g, ' ');
}

/** The text between two headings of the second level. */
function sectionText(html: string, id: string): string {
  const start = html.indexOf(`<h2 id="${id}-title">`);
  const end = html.indexOf('<h2 ', start + 1);
  return textOf(html.slice(start, end === -1 ? undefined : end));
}

describe.each([
  ['the example', exampleBriefing()],
  ['an empty story', emptyBriefing()],
  ['a flash', { ...exampleBriefing(), kind: 'flash' as const }],
])('the document of %s', (_, briefing) => {
  const html = render(briefing);
  const tags = tagsOf(html);

  it('stays within the vocabulary that the PDF is made from', () => {
    expect(() => compileHtml(html)).not.toThrow();
  });

  it('has each id once, and something behind every link and label', () => {
    const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    const labels = tags.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []);
    const links = tags.flatMap(
      ({ attributes }) => /^#(.+)/.exec(attributes['href'] ?? '')?.[1] ?? [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...labels, ...links]));
  });

  it('loads and runs nothing', () => {
    expect(
      tags.filter(({ name }) => /^(script|link|img|iframe|object|form|base)$/.test(name)),
    ).toEqual([]);
    expect(tags.filter(({ attributes }) => 'src' in attributes || 'style' in attributes)).toEqual(
      [],
    );
  });
});

describe('the order of an edition', () => {
  it('is that of the design', () => {
    const ids = tagsOf(render(exampleBriefing()))
      .filter(({ name }) => name === 'h2')
      .map(({ attributes }) => attributes['id']?.replace('-title', ''));
    expect(ids).toEqual([
      'highlights',
      'keyFigures',
      'changes',
      'contents',
      'strike',
      'toll',
      'options',
      'unknowns',
      'otherIncidents',
      'sources',
      'method',
      'corrections',
    ]);
  });
});

it('says of a source without a headline that it has none', () => {
  const briefing = exampleBriefing();
  const sources = briefing.sources.map((source) => ({ ...source, headline: '' }));
  for (const kind of ['edition', 'flash'] as const) {
    const html = render({ ...briefing, kind, sources });
    expect(html).toContain('<span class="unknown">Without a headline</span>');
    expect(html).not.toMatch(/<cite|<a [^>]*><\/a>/);
  }
});

describe('citations', () => {
  const html = render(exampleBriefing());

  it('lead to the quote, and the quote back to each of them', () => {
    expect(html).toMatch(/<a class="cite" id="cite-1" href="#quote-9a">\[9a\]<\/a>/);
    const entry = html.slice(html.indexOf('id="quote-9a"'), html.indexOf('id="quote-9b"'));
    expect(entry).toContain('<a href="#cite-1">Highlights</a>');
    expect(Array.from(entry.matchAll(/href="#cite-/g))).toHaveLength(
      Array.from(html.matchAll(/href="#quote-9a"/g)).length,
    );
  });

  it('of what is not in the document are printed as text', () => {
    const [highlight] = exampleBriefing().highlights;
    const lost = {
      text: highlight?.text ?? '',
      citations: [{ label: '99z', anchor: 'quote-99z' }],
    };
    expect(render({ ...exampleBriefing(), highlights: [lost] })).toContain(
      '<span class="cite">[99z]</span>',
    );
  });

  it('bring only what they cite into a flash', () => {
    const flash = render({ ...exampleBriefing(), kind: 'flash' });
    expect(flash).toContain('id="quote-9b"');
    expect(flash).not.toContain('id="quote-9c"');
    expect(flash).toContain('id="source-8"');
    expect(flash).not.toContain('id="source-6"');
  });
});

describe('what is printed', () => {
  it('says local time with its offset, and UTC', () => {
    expect(textOf(render(exampleBriefing()))).toContain(
      'As of 18 September 2021, 09:30 UTC+04:30 (Asia/Kabul)18 September 2021, 05:00 UTC',
    );
  });

  it('says Unknown where nothing was reported', () => {
    expect(sectionText(render(exampleBriefing()), 'strike')).toContain('Weapon Unknown Target');
    expect(textOf(render(emptyBriefing()))).toContain('The toll is unknown.');
  });

  it('says NO CHANGE after an edition without one, and says so of a first edition', () => {
    const briefing = exampleBriefing();
    const unchanged = render({ ...briefing, changes: { since: 2, entries: [] } });
    expect(sectionText(unchanged, 'changes')).toContain('NO CHANGE since Edition 2.');
    const first = render({ ...briefing, changes: { since: null, entries: [] } });
    expect(sectionText(first, 'changes')).toContain('This is the first edition');
    expect(sectionText(render(emptyBriefing()), 'changes')).toContain('stands alone');
  });

  it('names a document that was never issued a one-shot briefing', () => {
    expect(render(emptyBriefing())).toContain('<p class="edition-no">One-shot briefing</p>');
  });

  it('prints 0 as a figure', () => {
    const briefing = exampleBriefing();
    const [figure] = briefing.keyFigures;
    if (figure === undefined) throw new Error('the example has key figures');
    expect(render({ ...briefing, keyFigures: [{ ...figure, value: '0' }] })).toContain(
      '<p class="figure-value">0</p>',
    );
  });

  it('marks the language and direction of words from a source in another language', () => {
    const html = render(exampleBriefing());
    expect(html).toContain('<cite class="headline" lang="ps" dir="rtl">');
    expect(html).toContain('<cite class="headline" lang="ru" dir="ltr">');
    expect(html).toContain('<span class="quote" lang="ps" dir="rtl">«<bdi>هغه');
    expect(html).toContain('(<bdi>زمري احمدي</bdi>)');
  });

  it('keeps the quotation marks of a source apart from its own', () => {
    const briefing = exampleBriefing();
    const [first] = briefing.strike.basis;
    if (first === undefined) throw new Error('the example has a stated basis');
    const basis = [{ ...first, quote: '“It’s possible,” he said' }];
    expect(render({ ...briefing, strike: { ...briefing.strike, basis } })).toContain(
      '‘“It’s possible,” he said’',
    );
  });

  it('names the outlets of a speaker, unless the outlet speaks itself', () => {
    const briefing = exampleBriefing();
    const [row] = briefing.toll.rows;
    if (row === undefined) throw new Error('the example has figures');
    const rows = [
      { ...row, claimant: 'a third official', outlets: ['Sample Wire', 'Harbour Courier'] },
      { ...row, claimant: 'Sample Wire (in its own voice)', outlets: ['Sample Wire'] },
    ];
    const text = sectionText(render({ ...briefing, toll: { ...briefing.toll, rows } }), 'toll');
    expect(text).toContain('A third official via Sample Wire, Harbour Courier');
    expect(text).not.toContain('(in its own voice) via');
  });

  it('prints a period of one instant once', () => {
    const briefing = exampleBriefing();
    const period = { from: briefing.edition.asOf, to: briefing.edition.asOf };
    const text = textOf(render({ ...briefing, edition: { ...briefing.edition, period } }));
    expect(text).toContain('Updates received 18 September 2021, 09:30 UTC+04:30 Next edition');
  });

  it('prints an address that is no web or mail address as text', () => {
    const html = render(exampleBriefing());
    expect(html).toContain('ftp://files.example/statement.txt');
    expect(html).not.toContain('href="ftp:');
  });
});

describe('a hostile briefing', () => {
  const PAYLOADS: readonly (readonly [string, string])[] = [
    ['a script', '<script>alert(1)</script>'],
    ['an attribute that ends early', '"><img src=x onerror=alert(1)>'],
    ['an event handler', "' onmouseover='alert(1)"],
    ['entities', '&lt;script&gt;&#106;avascript:'],
    ['template expressions', '{{constructor}}{{{this}}}'],
    ['the end of the style sheet', '</style></title><svg onload=alert(1)>'],
    ['bidi overrides and controls', '\u202Egnp.exe\u202C\u2066\u0000\u001B[31m'],
    ['a word of 2,000 letters and half a character', `${'A'.repeat(2000)} \uD800`],
  ];
  // Words from fixed lists cannot come from an article.
  const FIXED = new Set(['kind', 'cause', 'grade', 'stance', 'effect', 'group']);

  function poison(value: unknown, payload: string): unknown {
    if (typeof value === 'string') return `${value}${payload}`;
    if (Array.isArray(value)) return value.map((item) => poison(item, payload));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        FIXED.has(key) && typeof item === 'string' ? item : poison(item, payload),
      ]),
    );
  }

  it.each(PAYLOADS)('brings nothing into the page but the text of %s', (_, payload) => {
    const clean = render(exampleBriefing());
    const html = render(poison(exampleBriefing(), payload) as Briefing);
    const names = (text: string): ReadonlySet<string> =>
      new Set(tagsOf(text).map(({ name }) => name));
    const attributes = tagsOf(html).flatMap((tag) => Object.keys(tag.attributes));

    expect(() => compileHtml(html)).not.toThrow();
    expect([...names(html)].filter((name) => !names(clean).has(name))).toEqual([]);
    expect(attributes.filter((name) => name.startsWith('on') || name === 'src')).toEqual([]);
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(html.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(html).not.toMatch(/\p{Surrogate}/u);
  });

  it('links to no scheme but http, https and mailto', () => {
    const briefing = exampleBriefing();
    const [source] = briefing.sources;
    if (source === undefined) throw new Error('the example has sources');
    const urls = [
      'javascript:alert(1)',
      'JaVa\nScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//x.example',
    ];
    const sources = urls.map((url) => ({ ...source, url }));
    const hrefs = tagsOf(render({ ...briefing, sources })).flatMap(
      ({ attributes }) => attributes['href'] ?? [],
    );
    expect(hrefs.filter((href) => !href.startsWith('#'))).toEqual([]);
  });

  it('falls back to English and UTC for a language and a time zone that do not exist', () => {
    const html = render({ ...exampleBriefing(), language: '"><x', timeZone: 'x' });
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(textOf(html)).toContain('As of 18 September 2021, 05:00 UTC Articles read');
  });
});

describe('the pages of the service', () => {
  const files = { html: '/s/e/1.html', pdf: '/s/e/1.pdf', json: '/s/e/1.json', zip: '/s/e/1.zip' };
  const edition = {
    number: 1,
    issuedAt: '2021-09-18T05:00:00Z',
    asOf: '2021-09-18T05:00:00Z',
    position: 12,
    status: 'recalled' as const,
    supersededBy: null,
    correction: null,
    recall: {
      ...{ by: 'outlet' as const, outlet: 'O', reason: 'Wrong <b>', at: '2021-09-18T06:00:00Z' },
      withdrawnAt: '2021-08-30T08:15:00Z',
    },
    highlight: '<b>Ten</b> were killed.',
    files,
  };
  const story = {
    id: 's',
    title: 'A <i>story</i>',
    path: '/s',
    articleCount: 1,
    lastUpdateAt: null,
    nextDue: null,
    failedSchedules: [],
    editions: [edition],
  };

  it('list the stories with links to each form of their editions', () => {
    const model: IndexModel = { ...page, stories: [story], position: 12 };
    const html = renderIndexHtml(model, templates);
    expect(html).toContain('A &lt;i&gt;story&lt;/i&gt;');
    expect(html).toContain('&lt;b&gt;Ten&lt;/b&gt;');
    expect(html).toContain('aria-label="Edition 1 as PDF"');
    for (const path of Object.values(files)) expect(html).toContain(`href="${path}"`);
    expect(html).toContain('Recalled');
  });

  it('say that there is no story yet', () => {
    expect(renderIndexHtml({ ...page, stories: [], position: 0 }, templates)).toContain('No story');
  });

  it('show a story with its articles, and link to none but web addresses', () => {
    const article = {
      outlet: 'Sample Wire',
      headline: 'برید',
      language: 'ps',
      url: 'javascript:alert(1)',
      publishedAt: null,
      receivedAt: '2021-08-30T05:01:00Z',
      revision: 2,
      status: 'killed' as const,
    };
    const summary = ['Drone strike', '2021-08-29', 'Kabul'];
    const html = renderStoryHtml({ ...page, story, summary, articles: [article] }, templates);
    expect(html).toContain(
      '>Drone strike, <time datetime="2021-08-29">29 August 2021</time>, Kabul<',
    );
    expect(html).toContain('<span lang="ps" dir="rtl"><bdi>برید</bdi></span>');
    const untitled = { ...article, headline: '', url: 'https://sample.example/1' };
    const other = renderStoryHtml({ ...page, story, summary, articles: [untitled] }, templates);
    expect(other).toContain('<a href="https://sample.example/1">Without a headline</a>');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('Withdrawn');
  });

  it('say what went wrong and what to do', () => {
    const model = {
      ...page,
      status: 404,
      title: 'Not found',
      detail: 'No <x>.',
      remedy: 'Go home.',
      code: 'WB_X',
    };
    const text = textOf(renderErrorHtml(model, templates));
    for (const part of ['Error 404', 'Not found', 'No <x>.', 'Go home.', 'WB_X'])
      expect(text).toContain(part);
  });

  const later = { number: 2, issuedAt: '2021-09-19T05:00:00Z', path: '/s/editions/2.html' };
  const correction = { ...edition.recall, by: 'editor' as const };
  const notice = {
    ...{ ...page, number: 1, supersededBy: later, correction, newest: later },
    issuedPath: '/files/1.html',
  };
  const issued = '<head></head><body></body>';

  it('tell on an edition by what it was superseded, what was corrected of it, and where to read on', () => {
    const html = renderNoticedHtml(issued, notice, templates);
    const text = textOf(html.slice(html.indexOf('<aside')));
    expect(text).toContain('Edition 1 was superseded by edition 2 on 19 September 2021');
    expect(text).toContain('A correction of 18 September 2021');
    expect(text).toContain('taken from O: “Wrong <b>”');
    for (const path of [later.path, notice.issuedPath]) expect(html).toContain(`href="${path}"`);
    expect(html).not.toContain('<b>');
  });

  it('lead from an edition to none that is recalled', () => {
    const recalled = { ...notice, supersededBy: { ...later, path: null }, newest: null };
    const html = renderNoticedHtml(issued, recalled, templates);
    expect(html).toContain('Edition 2 is recalled.');
    expect(html.match(/href=/g)).toHaveLength(1);
  });

  it('stand before a PDF that cannot say how it stands', () => {
    const model = { ...notice, story, newestPdf: '/s/editions/2.pdf', issuedPath: '/files/1.pdf' };
    const html = renderChoiceHtml(model, templates);
    expect(textOf(html)).toContain('Edition 1 was superseded by edition 2 on 19 September 2021');
    for (const path of [model.newestPdf, model.issuedPath])
      expect(html).toContain(`href="${path}"`);
  });

  it('stand in place of a recalled edition, with the reason', () => {
    const model = { ...page, number: 1, story, recall: edition.recall, newest: null };
    const text = textOf(renderRecalledHtml(model, templates));
    expect(text).toContain('Edition 1 of A <i>story</i> is recalled');
    expect(text).toContain('Recalled on 18 September 2021');
    expect(text).toContain('withdrawn afterwards, by O, dated by the outlet 30 August 2021');
    expect(text).toContain('“Wrong <b>”');
    expect(text).toContain('No edition of this story is given out now.');
  });

  it('follow no path that leads to another host', () => {
    const elsewhere = { ...story, path: '//evil.example' };
    expect(
      renderIndexHtml({ ...page, stories: [elsewhere], position: 1 }, templates),
    ).not.toContain('evil');
  });
});
