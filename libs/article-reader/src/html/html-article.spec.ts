import { articleUpdateSchema } from '@wirebrief/newsroom';
import { ARTICLE_PAGES } from '@wirebrief/testing';
import { readHtmlArticle } from './html-article';

const PROSE =
  'A strike on a parked car in the northern district on Sunday killed at least four people, a hospital director said.';

const read = (html: string) => readHtmlArticle(html, 'page.html');
const textOf = (body: string) => read(`<html><body>${body}</body></html>`).text;

function withLinkedData(data: unknown, head = '', body = `<p>${PROSE}</p>`) {
  const script = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  return read(`<html><head>${head}${script}</head><body>${body}</body></html>`);
}

describe('the main text of a page', () => {
  it.each(ARTICLE_PAGES)('is the article and nothing else: $name', ({ html, paragraphs }) => {
    expect(read(html).text?.split('\n\n')).toEqual(paragraphs);
  });

  it('has entities decoded once and never twice', () => {
    expect(textOf(`<p>${PROSE} &ldquo;Fish &amp; chips&rdquo; &#8211; &amp;lt;b&amp;gt;</p>`)).toBe(
      `${PROSE} “Fish & chips” – &lt;b&gt;`,
    );
  });

  it('keeps the signs < and > that an author wrote, and no markup', () => {
    expect(
      textOf(`<p>${PROSE} 3 &lt; 4 <b onclick="x()">bold</b><!-- no --> <i>5 > 4</i></p>`),
    ).toBe(`${PROSE} 3 < 4 bold 5 > 4`);
  });

  it('does not glue cells, list items or broken lines together', () => {
    const cells =
      '<table><tr><td>Killed.</td><td>Ten.</td></tr></table><ul><li>One.</li><li>Two.</li></ul>';
    expect(textOf(`<p>${PROSE}</p>${cells}<p>a<br>b.</p>`)).toBe(
      [PROSE, 'Killed.', 'Ten.', 'One.', 'Two.', 'a\nb.'].join('\n\n'),
    );
  });

  it('leaves out what is struck through and sets marks around a quotation element', () => {
    expect(textOf(`<p>${PROSE} <del>Ten</del> <ins>Seven</ins> died, <q>he said</q>.</p>`)).toBe(
      `${PROSE} Seven died, “he said”.`,
    );
  });

  it.each([
    [
      'hidden',
      '<p hidden>SECRET sentence, long enough to be taken for a paragraph of the article itself.</p>',
    ],
    [
      'styled away',
      '<div style="visibility: hidden"><p>SECRET sentence, long enough to be taken for a paragraph.</p></div>',
    ],
    [
      'for screen readers',
      '<p class="sr-only">SECRET sentence, long enough to be taken for a paragraph of the article.</p>',
    ],
    [
      'in a template',
      '<template><p>SECRET sentence, long enough to be taken for a paragraph of the article.</p></template>',
    ],
    [
      'without scripts only',
      '<noscript><p>SECRET sentence, long enough to be taken for a paragraph of it.</p></noscript>',
    ],
    [
      'in a drawing',
      '<svg><text>SECRET sentence, long enough to be taken for a paragraph of the article.</text></svg>',
    ],
    [
      'in a dialog',
      '<div role="dialog"><p>SECRET sentence, long enough to be taken for a paragraph of it.</p></div>',
    ],
  ])('leaves out what is %s', (_, part) => {
    expect(textOf(`<p>${PROSE}</p>${part}<p>${PROSE}</p>`)).toBe(`${PROSE}\n\n${PROSE}`);
  });

  it('is taken from the linked data where the page itself shows none of it', () => {
    const articleBody = `${PROSE}\nA second &amp; last paragraph.`;
    const data = { '@type': 'NewsArticle', articleBody };
    expect(withLinkedData(data, '', '<div id="root"></div>').text).toBe(
      `${PROSE}\n\nA second & last paragraph.`,
    );
    expect(withLinkedData(data, '', `<p>${PROSE}</p><p>${PROSE}</p>`).text).toBe(
      `${PROSE}\n\n${PROSE}`,
    );
  });
});

describe('what a page says of itself', () => {
  it('is read from its linked data, with the correction as a note', () => {
    const { text: _, ...fields } = withLinkedData({
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebSite', name: 'no' },
        {
          '@type': ['AnalysisNewsArticle'],
          headline: 'Smith &amp; Jones: <em>what is known</em>',
          datePublished: '2021-08-29T10:00:00+0430',
          dateModified: '2021-08-30T10:00Z',
          author: [{ '@type': 'Person', name: 'Ada Sample' }, { name: 'Ben Sample' }],
          publisher: { '@type': 'Organization', name: 'The Sample Courier' },
          inLanguage: 'en',
          mainEntityOfPage: { '@id': 'https://courier.example/strike' },
          correction: { '@type': 'CorrectionComment', text: 'An earlier version said ten.' },
        },
      ],
    });
    expect(fields).toEqual({
      url: 'https://courier.example/strike',
      outlet: 'The Sample Courier',
      headline: 'Smith & Jones: what is known',
      byline: 'Ada Sample, Ben Sample',
      published: '2021-08-29T10:00:00+04:30',
      updated: '2021-08-30T10:00:00Z',
      language: 'en',
      genre: 'analysis',
      note: 'An earlier version said ten.',
    });
  });

  it('is read from meta elements', () => {
    const { text: _, ...fields } = read(`<html lang="en_US"><head>
      <link rel="canonical" href="https://courier.example/a?x=1&amp;y=2"><meta property="og:site_name" content="Courier">
      <meta property="og:title" content="Strike kills four - Courier"><meta name="author" content="By Ada Sample">
      <meta property="article:published_time" content="2021-08-29 10:00:00"><meta property="article:section" content="Opinion">
      </head><body><p>${PROSE}</p></body></html>`);
    expect(fields).toEqual({
      url: 'https://courier.example/a?x=1&y=2',
      outlet: 'Courier',
      headline: 'Strike kills four',
      byline: 'Ada Sample',
      published: '2021-08-29',
      language: 'en-US',
      genre: 'opinion',
    });
  });

  it('is left open where the page does not say it', () => {
    expect(read(`<p>${PROSE}</p>`)).toEqual({ text: PROSE });
    const two = `<time datetime="2021-08-29">a</time><time datetime="2019-01-01">b</time>`;
    expect(read(`<body>${two}<p>${PROSE}</p></body>`).published).toBeUndefined();
  });

  it('leaves out a modification before the publication, and addresses that are none', () => {
    const article = withLinkedData(
      {
        '@type': 'NewsArticle',
        datePublished: '2021-08-29',
        dateModified: '2020-01-01',
        url: '/a',
      },
      '<link rel="canonical" href="javascript:alert(1)">',
    );
    expect(article).toEqual({ published: '2021-08-29', text: PROSE });
  });

  it('passes over linked data that is broken, deep or of another kind', () => {
    const broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>';
    const deep: unknown = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
    expect(withLinkedData(deep, broken)).toEqual({ text: PROSE });
    expect(withLinkedData({ '@type': 'Organization', headline: 'no' })).toEqual({ text: PROSE });
    expect(
      withLinkedData({ '@type': 'Article', headline: 7, author: null, publisher: [] }),
    ).toEqual({
      text: PROSE,
    });
  });

  it('makes a valid update whatever its length', () => {
    const title = `<title>${'long '.repeat(500)}</title>`;
    const note = { '@type': 'Article', correction: 'x'.repeat(9000) };
    const article = withLinkedData(note, title);
    expect(articleUpdateSchema.safeParse(article).error).toBeUndefined();
    expect(article.headline).toMatch(/…$/);
  });
});

describe('a hostile page', () => {
  it.each([
    ['deeply nested', '<div>'.repeat(100_000)],
    ['of very many elements', '<br>'.repeat(400_000)],
  ])('that is %s is refused at once', (_, html) => {
    expect(() => read(html)).toThrow(expect.objectContaining({ code: 'WB_INPUT_HTML' }) as Error);
  });

  it('that never closes its tags, quotes or comments is read all the same', () => {
    expect(textOf(`<p>${PROSE}<p title="x>${PROSE}`)).toBe(PROSE);
    expect(textOf(`<p>${PROSE}</p><!-- open <p>${PROSE}`)).toBe(PROSE);
    expect(textOf(`<p>${PROSE}</p><script>open <p>${PROSE}`)).toBe(PROSE);
  });

  it('cannot reach the prototype of anything', () => {
    const html = `<p __proto__="x" constructor="y">${PROSE}</p>`;
    expect(
      withLinkedData(JSON.parse('{"@type":"Article","__proto__":{"polluted":1}}'), '', html),
    ).toEqual({
      text: PROSE,
    });
    expect({}).not.toHaveProperty('polluted');
  });
});
