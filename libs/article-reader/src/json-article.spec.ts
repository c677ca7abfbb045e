import { readJsonArticle } from './json-article';

const read = (value: unknown) =>
  readJsonArticle(typeof value === 'string' ? value : JSON.stringify(value), 'a.json');
const refused = (value: unknown) => {
  try {
    read(value);
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('the input was accepted');
};

describe('an article in JSON', () => {
  it('needs its text only', () => {
    expect(read({ text: 'Four died.\r\n' })).toMatchObject({ kind: 'article', text: 'Four died.' });
  });

  it('takes the short form, with blank and null fields as absent', () => {
    const short = {
      url: 'https://courier.example/a',
      outlet: 'Courier',
      title: 'Strike kills four',
      published: '2021-08-29',
      language: '',
      text: 'Four died.',
    };
    expect(read({ ...short, byline: null })).toEqual({
      kind: 'article',
      genre: 'report',
      url: 'https://courier.example/a',
      outlet: 'Courier',
      headline: 'Strike kills four',
      published: '2021-08-29',
      text: 'Four died.',
    });
  });

  it('takes the whole update, a kill without text included', () => {
    const kill = { kind: 'kill', source: 'wire', itemId: '7', reason: 'wrong' };
    expect(read(kill)).toMatchObject({ ...kill, text: '' });
  });

  it('is refused with every wrong place and its pointer', () => {
    const error = refused({
      text: 7,
      url: 'ftp://x',
      title: 'x'.repeat(501),
      stories: ['a', 1],
      colour: 'red',
    });
    expect(error.code).toBe('WB_INPUT_SHAPE');
    for (const place of ['/text: ', '/url: ', '/title: ', '/stories/1: ', '"colour"']) {
      expect(error.message).toContain(place);
    }
  });

  it('is refused with both a title and a headline', () => {
    expect(refused({ title: 'a', headline: 'b', text: 'c' }).message).toContain('/title');
  });

  it.each(['[{"text":"a"}]', '"text"', 'null', '7'])('is no %s', (text) => {
    expect(refused(text)).toMatchObject({ code: 'WB_INPUT_SHAPE', category: 'invalid' });
  });

  it('is refused with the reason where it is no JSON', () => {
    const error = refused('{"text": "a"');
    expect(error).toMatchObject({ code: 'WB_INPUT_JSON', cause: { name: 'SyntaxError' } });
  });
});
