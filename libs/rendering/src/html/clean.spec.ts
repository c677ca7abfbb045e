import { cleanDeep, cleanText, safeLink, safePath, safeTimeZone } from './clean';

describe('cleanText', () => {
  it.each([
    ['control characters', 'a\u0000b\u0007c\u009bd', 'abcd'],
    ['bidi overrides and isolates', 'a\u202Eb\u202Cc\u2066d\u2069', 'abcd'],
    ['byte order marks, tags and non-characters', 'a\uFEFFb\u{E0041}c\uFFFEd', 'abcd'],
    ['line breaks, as one space', 'a\r\nb\u2028c\td', 'a b c d'],
    ['lone surrogates, as U+FFFD', 'a\uD800b', 'a\uFFFDb'],
  ])('takes out %s', (_, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('leaves no control character, lone surrogate or non-character of all that there are', () => {
    const left = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code))
      .filter((one) => /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(one))
      .filter((one) => !['ab', 'a b', 'a\uFFFDb'].includes(cleanText(`a${one}b`)));
    expect(left).toEqual([]);
  });

  it('keeps the joiners and marks that Persian and Arabic spelling needs', () => {
    const text = 'می\u200cشود \u200f(x)\u200e 😀 ʿAbd';
    expect(cleanText(text)).toBe(text);
  });
});

describe('cleanDeep', () => {
  it('cleans every string of plain data and leaves the rest alone', () => {
    expect(cleanDeep({ a: ['x\u202Ey', { b: 'c\u0000' }], n: 3, z: null, t: true })).toEqual({
      a: ['xy', { b: 'c' }],
      n: 3,
      z: null,
      t: true,
    });
  });
});

describe('safeLink', () => {
  it.each([
    ['https://example.org/a?b=1', 'https://example.org/a?b=1'],
    ['HTTP://Example.org', 'http://example.org/'],
    ['mailto:desk@example.org', 'mailto:desk@example.org'],
    ['javascript:alert(1)', null],
    [' java\nscript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://example.org@evil.example/', null],
    ['https://desk:word@example.org/', null],
    ['ftp://example.org/', null],
    ['//example.org', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });
});

describe('safePath', () => {
  it.each([
    ['/stories/a/editions/1.html', '/stories/a/editions/1.html'],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['javascript:alert(1)', null],
    ['/a"b', null],
    [null, null],
  ])('reads %j as %j', (path, safe) => {
    expect(safePath(path)).toBe(safe);
  });
});

describe('safeTimeZone', () => {
  it('keeps a zone of the tz database and replaces anything else by UTC', () => {
    expect(safeTimeZone('Asia/Kabul')).toBe('Asia/Kabul');
    expect(safeTimeZone('asia/kabul')).toBe('Asia/Kabul');
    expect(safeTimeZone('Europe/Kyiv')).toBe('Europe/Kyiv');
    expect(safeTimeZone('Asia/Kolkata')).toBe('Asia/Kolkata');
    expect(safeTimeZone('Mars/Olympus')).toBe('UTC');
  });
});
