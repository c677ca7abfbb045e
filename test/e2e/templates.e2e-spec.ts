import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask } from './support/http';
import { openPdf } from './support/pdf';
import {
  endPrograms,
  removeFolder,
  startPreview,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { textWith } from './support/story';

jest.setTimeout(120_000);

const work = temporaryFolder();
const templates = join(work, 'my templates');
const change = (name: string, from: string, to: string): void => {
  const file = join(templates, name);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
};

beforeAll(async () => {
  expect(await wirebrief(['templates', 'copy', templates])).toMatchObject({
    code: 0,
    out: `${templates}\n`,
  });
});
afterAll(() => {
  endPrograms();
  removeFolder(work);
});

it('does not copy over what somebody has changed', async () => {
  const { code, err } = await wirebrief(['templates', 'copy', templates]);
  expect(code).toBe(5);
  expect(err).toContain('is not empty');
});

it('copies in large print, which the check accepts', async () => {
  const folder = join(work, 'large');
  expect(await wirebrief(['templates', 'copy', folder, '--large'])).toMatchObject({ code: 0 });
  const theme = JSON.parse(readFileSync(join(folder, 'briefing/theme.json'), 'utf8')) as object;
  expect(theme).toMatchObject({ scale: 1.6, page: { margins: { left: 36, right: 36 } } });
  expect((await wirebrief(['templates', 'check', folder])).code).toBe(0);
});

it('finds nothing wrong in a copy', async () => {
  const { code, out, err } = await wirebrief(['templates', 'check', templates]);
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain('Nothing is wrong');
});

it('shows the change of a word, a colour and a part in both media, with no TypeScript', async () => {
  change('briefing/strings.en.json', '"publisher": "Wirebrief"', '"publisher": "The Harbour Desk"');
  change('briefing/partials/statement.hbs', '{{prose statement}}', 'Read on. {{prose statement}}');
  change('briefing/theme.json', '"ink": "#1b1d21"', '"ink": "#004d40"');
  const article = join(work, 'friday.txt');
  writeFileSync(article, textWith('Eight'));
  const out = join(work, 'out');
  const { code } = await wirebrief(['brief', article, '--out', out], {
    env: { TEMPLATES_DIR: templates },
  });
  const html = readFileSync(join(out, 'edition.html'), 'utf8');
  const pdf = readFileSync(join(out, 'edition.pdf'));
  expect(code).toBe(0);
  for (const text of [html, openPdf(pdf).text]) {
    expect(text).toContain('The Harbour Desk');
    expect(text).toContain('Read on. An automated digest');
  }
  expect(html).toContain('--color-ink:#004d40');
  expect(openPdf(pdf).colours()).toContain('0 0.302 0.251');
});

/** Where the toll is put into an edition. */
const tollLine = (): number =>
  readFileSync(join(templates, 'briefing/edition.hbs'), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes('{{> toll')) + 1;

describe('preview', () => {
  it('shows the sample as the folder is now, and its problems in place of a document', async () => {
    const preview = await startPreview(templates);
    const get = (path: string) => ask(`${preview.url}${path}`);
    expect((await get('/')).text).toContain('<iframe');
    const before = await get('/edition-8.html');
    expect(before).toMatchObject({ status: 200 });
    expect(before.text).toContain('The Harbour Desk');
    expect(openPdf((await get('/flash-8.pdf')).bytes).text).toContain('Flash · Edition 8');
    change('briefing/strings.en.json', 'The Harbour Desk', 'The Night Desk');
    await preview.said('Loaded again.');
    expect((await get('/edition-8.html')).text).toContain('The Night Desk');
    change('briefing/edition.hbs', '{{> toll}}', '{{> toll}}<ul>text</ul>');
    await preview.said('Loaded again.');
    const told = preview.said(`edition.hbs:${tollLine()}: text directly inside <ul>`);
    expect((await get('/edition-8.html')).status).toBe(422);
    await told;
    change('briefing/edition.hbs', '{{> toll}}<ul>text</ul>', '{{> tolls}}<video></video>');
    await preview.said('unknown element <video>');
    const faulty = await get('/edition-8.pdf');
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain(`edition.hbs:${tollLine()}: unknown element &#60;video&#62;`);
    expect(faulty.text).toContain(
      `edition.hbs:${tollLine()}: the template uses the unknown partial`,
    );
    expect((await preview.end('SIGINT')).code).toBe(0);
  });

  it('refuses a folder that holds no templates', async () => {
    const { code, err } = await wirebrief(['templates', 'preview', work, '--port', '0']);
    expect(code).toBe(4);
    expect(err).toContain('briefing: cannot be read');
  });

  it('leaves the copy to the check, which names file and line and ends with 2', async () => {
    const { code, out } = await wirebrief(['templates', 'check', templates, '--json']);
    const problems = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(code).toBe(2);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'WB_TEMPLATE_RULE', line: tollLine() }),
      expect.objectContaining({ code: 'WB_TEMPLATE_VOCABULARY', line: tollLine() }),
    ]);
  });
});
