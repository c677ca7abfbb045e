import { isWirebriefError, type WirebriefError } from '@wirebrief/kernel';
import { articleUpdateSchema, MAX_TEXT_LENGTH } from '@wirebrief/newsroom';
import fc from 'fast-check';
import { parseArticle } from './parse-article';

type Input = string | readonly number[] | Uint8Array;

const bytesOf = (input: Input) =>
  typeof input === 'string' ? Buffer.from(input) : Uint8Array.from(input);
const parse = (input: Input, name = 'article.txt') => parseArticle(bytesOf(input), { name });

function errorOf(input: Input, name?: string): WirebriefError {
  try {
    parse(input, name);
  } catch (error) {
    if (isWirebriefError(error)) return error;
    throw error;
  }
  throw new Error('the input was accepted');
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('plain text', () => {
  it('is taken as it is, without byte order mark, blank edges and odd line ends', () => {
    expect(parse('\uFEFF\r\n\r\n \r\nOne.\r\n\r\n\r\n\r\nTwo.\rThree. \t\n\n')).toEqual({
      text: 'One.\n\nTwo.\nThree.',
    });
  });

  it('is composed (NFC) and freed of control characters and invisible marks', () => {
    expect(
      parse('Cafe\u0301 \u001b[31mred\u0007 co\u00ADop zero\u200Bwidth\u0085tab\there').text,
    ).toBe('Café [31mred coop zerowidth\ntab\there');
  });

  it.each([
    ['Strike kills four in northern district', 'Strike kills four in northern district'],
    ['“Nobody called us”: families wait', '“Nobody called us”: families wait'],
    ['The strike killed four people.', undefined],
    ['“Nobody has called us.”', undefined],
    ['Published: 29 August 2021', undefined],
    ['By Ada Sample', undefined],
    ['by a narrow margin they won', undefined],
    ['x '.repeat(100), undefined],
    ['KABUL', undefined],
  ])('takes the first line %j for the headline %j', (line, headline) => {
    const article = parse(`${line}\n\nFour people died on Sunday.`);
    expect(article.headline).toBe(headline);
    expect(article.text).toMatch(/Four people died on Sunday\.$/);
  });

  it('has no headline without a blank line after it', () => {
    expect(parse('Strike kills four in district\nFour people died.')).toEqual({
      text: 'Strike kills four in district\nFour people died.',
    });
  });

  it('stays text when it only looks a little like something else', () => {
    for (const text of ['[KABUL] Four people died.', '{sic} he wrote', '5 < 6 <b>and</b> more']) {
      expect(parse(text)).toEqual({ text });
    }
  });
});

describe('encodings', () => {
  it('reads UTF-16 with a byte order mark, either way round', () => {
    const little = Buffer.from('\uFEFFzehn Tote – „zehn“', 'utf16le');
    expect(parse(little).text).toBe('zehn Tote – „zehn“');
    expect(parse(Buffer.from(little).swap16()).text).toBe('zehn Tote – „zehn“');
  });

  it.each([
    ['a meta element', '<meta charset="windows-1252">'],
    [
      'an old meta element',
      '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">',
    ],
  ])('reads Windows-1252 that %s declares', (_, meta) => {
    const page = latin1(
      `<html><head>${meta}</head><body><p>Caf\xe9 \x93quoted\x94.</p></body></html>`,
    );
    expect(parse(page).text).toBe('Café “quoted”.');
  });

  it('reads what the media type declares', () => {
    const source = { name: 'x', mediaType: 'text/plain; charset=ISO-8859-1' };
    expect(parseArticle(latin1('Caf\xe9.'), source).text).toBe('Café.');
  });

  it('reads valid UTF-8 as that although the page declares something older', () => {
    expect(parse('<html><meta charset="windows-1252"><body><p>Café.</p></body></html>').text).toBe(
      'Café.',
    );
  });

  it.each([
    [[0x61, 0x62, 0xff, 0x63], 2],
    [[...Buffer.from('é\uFFFDé'), 0xe9], 7],
    [[0x61, 0xe2, 0x82], 1],
    [[0xc0, 0x80], 0],
  ])('names the offset of the first byte that is no UTF-8: %j', (bytes, offset) => {
    const error = errorOf(bytes);
    expect(error).toMatchObject({ code: 'WB_INPUT_ENCODING', category: 'invalid' });
    expect(error.message).toContain(`offset ${offset} `);
    expect(error.remedy).toContain('iconv');
  });

  it('refuses a declared encoding that does not exist or does not fit', () => {
    const unknown = latin1('<html><meta charset="x-none"><p>Caf\xe9.</p></html>');
    expect(errorOf(unknown).message).toContain('x-none');
    expect(errorOf([0xff, 0xfe, 0x00, 0xd8]).code).toBe('WB_INPUT_ENCODING');
  });
});

describe('files that are no article', () => {
  it.each([
    ['', 'WB_INPUT_EMPTY'],
    [' \r\n\t\n', 'WB_INPUT_EMPTY'],
    ['<html><body><nav>Home</nav><script>1</script></body></html>', 'WB_INPUT_EMPTY'],
    ['{"outlet": "A"}', 'WB_INPUT_EMPTY'],
    ['<?xml version="1.0"?><rss></rss>', 'WB_INPUT_UNSUPPORTED'],
  ])('%j is refused with %s', (text, code) => {
    expect(errorOf(text).code).toBe(code);
  });

  it.each([
    ['a PDF document', '%PDF-1.7\n'],
    ['a rich text (RTF) document', '{\\rtf1\\ansi'],
    ['an old Office document', '\xd0\xcf\x11\xe0'],
    ['a word processor document', 'PK\x03\x04....word/document.xml'],
    ['a compressed archive', 'PK\x03\x04....a.txt'],
    ['a compressed archive', '\x1f\x8b\x08'],
    ['an image', '\x89PNG\r\n'],
    ['an image', '\xff\xd8\xff\xe0'],
    ['an image', 'RIFF\x01\x02\x03\x04WEBP'],
    ['a sound or film recording', '\0\0\0\x20ftypisom'],
    ['a program', '\x7fELF'],
    ['a binary file', 'text\0text'],
    ['a binary file', '\xff\xfe\0\0t\0\0\0'],
  ])('%s is called that', (what, start) => {
    const error = errorOf(latin1(start));
    expect(error).toMatchObject({ code: 'WB_INPUT_BINARY', category: 'unsupported' });
    expect(error.message).toContain(what);
  });

  it('a text that is too long is refused with the limit', () => {
    const word = 'word ';
    const text = word.repeat(MAX_TEXT_LENGTH / word.length);
    expect(parse(`${text.slice(0, -1)}.`).text).toHaveLength(MAX_TEXT_LENGTH);
    const error = errorOf(`${text}more.`);
    expect(error).toMatchObject({ code: 'WB_INPUT_TEXT_TOO_LONG', category: 'too-large' });
    expect(error.message).toContain(String(MAX_TEXT_LENGTH));
  });

  it('is named without the control characters of its name', () => {
    expect(errorOf('', 'a\u001b[2Jb\n.txt').message).toContain('a?[2Jb?.txt');
  });
});

describe('form', () => {
  it('is found by content before the extension', () => {
    expect(parse('<!DOCTYPE html><title>A b c</title><p>Four died.</p>', 'a.txt').headline).toBe(
      'A b c',
    );
    expect(parse('<!-- saved --> <!-- twice --><html><p>Four died.</p></html>').text).toBe(
      'Four died.',
    );
    expect(parse('{"text": "Four died."}', 'a.html').text).toBe('Four died.');
  });

  it('is found by extension or media type where the content leaves it open', () => {
    expect(parse('Four &amp; more died.', 'a.HTML').text).toBe('Four & more died.');
    expect(parse('Four &amp; more died.', 'a.txt').text).toBe('Four &amp; more died.');
    const html = { name: 'x', mediaType: 'text/html' };
    expect(parseArticle(Buffer.from('Four &amp; more died.'), html).text).toBe('Four & more died.');
  });
});

describe('any bytes', () => {
  const isText = (text: string | undefined) => !/(?![\n\t])\p{Cc}/u.test(text ?? '');
  const names = fc.constantFrom('a.txt', 'a.html', 'a.json', 'a', '');

  function holds(bytes: Uint8Array, name: string): void {
    try {
      const article = parseArticle(bytes, { name });
      const { text, ...fields } = articleUpdateSchema.parse(article);
      expect(isText(text) && Object.values(fields).every((value) => isText(String(value)))).toBe(
        true,
      );
    } catch (error) {
      if (!isWirebriefError(error)) throw error;
      expect(isText(error.message + error.remedy)).toBe(true);
    }
  }

  it('give a valid update or a WirebriefError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), names, holds));
  });

  it('and any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(text, names, (value, name) => {
        holds(Buffer.from(value), name);
      }),
    );
  });

  it('and any heap of tags', () => {
    const parts = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<div class="ad">',
        '</div>',
        '<br>',
        '<a href=x>',
        '</a>',
        '<script>',
        '</script>',
        '<!--',
      ],
      ...[
        '-->',
        '<title>',
        '<meta charset=x>',
        '<table><td>',
        '&lt;',
        '&#0;',
        '&#x1b;',
        '&amp;amp;',
        '<article>',
        '<q>',
      ],
      ...[
        '<h1>',
        '<pre>\r\n',
        'Four people died on Sunday in the northern district, a hospital director said.',
        '"',
        '\0',
      ],
      ...[
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"\\u0007&#7;x"}</script>',
        ' ',
        '\ud800',
      ],
    );
    const page = fc.array(parts, { maxLength: 40 }).map((list) => `<html>${list.join('')}`);
    fc.assert(
      fc.property(page, (html) => {
        holds(Buffer.from(html), 'a.html');
      }),
      { numRuns: 300 },
    );
  });

  it('and any JSON', () => {
    const field = fc.constantFrom(
      'text',
      'title',
      'headline',
      'url',
      'published',
      'kind',
      'stories',
      'x\u0007',
    );
    const value = fc.dictionary(field, fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(value, (json) => {
        holds(Buffer.from(JSON.stringify(json)), 'a.json');
      }),
    );
  });
});
