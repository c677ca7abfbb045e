import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';

import { openPdf } from './support/pdf';
import {
  endPrograms,
  removeFolder,
  shellCommand,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { article, story, textWith } from './support/story';

jest.setTimeout(120_000);

const work = temporaryFolder();
const data = join(work, 'data');
const at = (name: string) => join(work, name);
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');
const onData = (...args: readonly string[]) => wirebrief([...args, '--data', data]);

async function shell(words: readonly string[], rest: string) {
  const { command, args } = shellCommand(words, rest);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.resume();
  const [code] = (await once(child, 'close')) as [number];
  return { code, err };
}

function fileWith(name: string, content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(at(name), text);
  return at(name);
}

afterAll(() => {
  endPrograms();
  removeFolder(work);
});

describe('--help', () => {
  it('lists every command', async () => {
    const { code, out } = await wirebrief(['--help']);
    const listed = [...out.matchAll(/^ {2}(\w+) (?:[[<]| )/gm)].map(([, name]) => name);
    expect(code).toBe(0);
    expect(listed).toEqual([
      ...['start', 'brief', 'ingest', 'stories', 'editions', 'decisions', 'downloads'],
      ...[
        'triggers',
        'schedules',
        'webhooks',
        'events',
        'why',
        'reanalyse',
        'replay',
        'verify',
        'backup',
        'restore',
        'migrate',
      ],
      ...['extract', 'templates', 'schema', 'send', 'help'],
    ]);
  });

  it('of one command goes to standard output', async () => {
    const { code, out, err } = await wirebrief(['editions', 'save', '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('wirebrief editions save kabul-strike 3');
  });

  it('follows from wrong usage, with exit code 2', async () => {
    for (const args of [
      ['brieff'],
      ['brief'],
      ['brief', 'x.txt'],
      ['events', '--no-such-option'],
    ]) {
      const { code, out, err } = await wirebrief(args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('error: ');
      expect(err).toContain('--help');
    }
  });
});

const HTML_PAGE = `<!doctype html><html lang="en"><head><title>Second toll given for harbour strike</title>
<meta property="article:published_time" content="2026-01-31T07:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>Second toll given for harbour strike</h1>
${textWith('Nine')
  .split('\n\n')
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('\n')}
</article><script>document.title = 'not this'</script></body></html>`;

describe('brief', () => {
  const out = at('out');

  it('makes one edition of a text, a page and a JSON article', async () => {
    const files = [
      fileWith('friday.txt', textWith('Eight')),
      fileWith('page.html', HTML_PAGE),
      fileWith('short.json', {
        outlet: 'Lemma Post (test)',
        title: 'Ten dead in harbour, ministry says',
        published: '2026-02-01',
        text: textWith('Ten').replace('a hospital official', 'the health ministry'),
      }),
    ];
    const { code, out: printed, err } = await wirebrief(['brief', ...files, '--out', out]);
    const briefing = JSON.parse(readFileSync(join(out, 'edition.json'), 'utf8')) as Briefing;
    const pdf = openPdf(readFileSync(join(out, 'edition.pdf')));
    expect([code, err]).toEqual([0, '']);
    expect(briefing.sources).toHaveLength(3);
    expect(briefing.sources.map(({ outlet }) => outlet)).toContain('Lemma Post (test)');
    expect(pdf.text).toContain('Ten dead in harbour, ministry says');
    expect(pdf.attachments['edition.json']?.equals(readFileSync(join(out, 'edition.json')))).toBe(
      true,
    );
    for (const form of ['html', 'pdf', 'json'])
      expect(linesOf(printed)).toContain(`  ${join(out, `edition.${form}`)}`);
  });

  it('names what it could not analyse', async () => {
    const french =
      'Dix personnes ont été tuées dans une frappe sur la grange, ont dit les voisins.';
    const file = fileWith('grange.txt', `${french} ${french}`);
    const { out: printed } = await wirebrief(['brief', file, '--out', out]);
    expect(printed).toContain('1. Without a title: not analysed: only English is read');
  });

  it('takes the story from a file', async () => {
    const file = fileWith('story.json', { ...story, title: 'A title of our own' });
    const args = ['brief', fileWith('one.txt', textWith('Eight')), '--story', file, '--out', out];
    const { code, out: printed } = await wirebrief(args);
    const { story: told } = JSON.parse(readFileSync(join(out, 'edition.json'), 'utf8')) as Briefing;
    expect(code).toBe(0);
    expect(told).toEqual({ id: story.id, title: 'A title of our own' });
    expect(printed).toContain('A title of our own (1 source)');
  });

  it('reads an article from standard input', async () => {
    const { code } = await shell(
      ['brief', '-', '--out', out],
      `< '${fileWith('in.txt', `An own title\n\n${textWith('Eight')}`)}'`,
    );
    const { sources } = JSON.parse(readFileSync(join(out, 'edition.json'), 'utf8')) as Briefing;
    expect([code, sources.map(({ headline }) => headline)]).toEqual([0, ['An own title']]);
    expect((await shell(['extract', '-'], '< /dev/null')).err).toMatch(
      /^error: Standard input holds no article text/,
    );
  });

  it('counts in UTC where the machine names no time zone', async () => {
    const args = ['brief', fileWith('zone.txt', textWith('Eight')), '--out', out];
    const { code } = await wirebrief(args, { env: { TZ: '' } });
    const { timeZone } = JSON.parse(readFileSync(join(out, 'edition.json'), 'utf8')) as Briefing;
    expect([code, timeZone]).toEqual([0, 'UTC']);
  });

  it('keeps nothing but the three files', () => {
    expect(readdirSync(out).sort()).toEqual(['edition.html', 'edition.json', 'edition.pdf']);
    expect(readdirSync(work)).not.toContain('data');
  });
});

describe('the commands of a data folder', () => {
  it('open a story, once', async () => {
    const file = fileWith('harbour.json', story);
    expect(await onData('stories', 'open', file)).toMatchObject({
      code: 0,
      out: 'opened  harbour-strike\n',
    });
    expect((await onData('stories', 'open', file)).out).toBe('open already  harbour-strike\n');
  });

  it('ingest files, each once', async () => {
    const file = fileWith('update.json', article({ itemId: 'one', version: 1 }));
    expect((await onData('ingest', file)).out).toMatch(/^received {2}.* {2}in harbour-strike\n$/);
    expect((await onData('ingest', file)).out).toMatch(/^unchanged {2}.* {2}in harbour-strike\n$/);
  });

  it('list the stories', async () => {
    const table = await onData('stories');
    const row = await onData('stories', '--json');
    expect(table.out).toMatch(/^harbour-strike +1 +0 +Old Harbour strike$/m);
    expect(JSON.parse(row.out)).toEqual({
      id: story.id,
      articles: 1,
      editions: 0,
      title: story.title,
    });
  });

  it('issue, list and save editions', async () => {
    const issued = await onData('editions', 'issue', story.id);
    const listed = await onData('editions', story.id, '--json');
    const saved = await onData('editions', 'save', story.id, 'latest', '--out', at('saved'));
    const { files } = JSON.parse(listed.out) as { files: { pdf: { bytes: number } } };
    expect(issued.out).toMatch(/^issued {2}harbour-strike-edition-01 /);
    expect(linesOf(saved.out)).toHaveLength(3);
    expect(readFileSync(at('saved/harbour-strike-edition-01.pdf'))).toHaveLength(files.pdf.bytes);
  });

  it('print the log, filtered, as JSON lines', async () => {
    const all = linesOf((await onData('events')).out).map((line) => JSON.parse(line) as Logged);
    const some = await onData('events', '--type', 'StoryOpened', 'EditionIssued');
    const early = await onData('events', '--until', '1');
    const none = await onData('events', '--as-of', '2020-01-01T00:00:00Z');
    expect(all.map(({ type }) => type)).toEqual([
      ...['StoryOpened', 'ArticleReceived', 'RevisionAnalysed', 'EditionIssued'],
    ]);
    expect(all.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(linesOf(some.out)).toHaveLength(2);
    expect(linesOf(early.out)).toHaveLength(1);
    expect([none.code, none.out]).toEqual([0, '']);
  });

  it('refuse a type of events that there is not, and name those that there are', async () => {
    const unknown = await onData('events', '--type', 'StoryOpened', 'Nope');
    const misspelt = await onData('events', '--type', 'storyopened');
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toMatch(/"Nope" is no type of events\.\n.*StoryOpened.*EditionIssued/);
    expect(misspelt.err).toContain('Give it as StoryOpened.');
  });

  it('rebuild the projections and find them equal', async () => {
    const { code, out, err } = await onData('replay');
    expect([code, out.includes('equal what stood before')]).toEqual([0, true]);
    expect(err).toContain('4 commits');
  });

  it('end quietly when the reader of their output goes', async () => {
    expect(await shell(['events', '--data', data], '| head -n 1')).toEqual({ code: 0, err: '' });
  });

  it('record everything when the reader of their output goes', async () => {
    const files = ['p', 'q', 'r'].map((id) => fileWith(`${id}.json`, article({ itemId: id })));
    const half = await shell(['ingest', ...files, '--data', data], '| head -n 1');
    expect(half).toEqual({ code: 0, err: '' });
    const again = await onData('ingest', ...files);
    expect(linesOf(again.out).map((line) => line.split(' ')[0])).toEqual(
      files.map(() => 'unchanged'),
    );
  });

  // The device is Linux's.
  (process.platform === 'linux' ? it : it.skip)('say that their output has no room', async () => {
    const { code, err } = await shell(['events', '--data', data], '> /dev/full');
    expect(code).toBe(6);
    expect(err).toMatch(/^error: Standard output cannot be written \(ENOSPC\)\.\n {2}.*\n$/);
  });

  it.each([
    ['editions', 'no-such-story'],
    ['editions', 'issue', 'no-such-story'],
    ['editions', 'save', 'no-such-story', '--out', work],
    ['editions', 'save', story.id, '99', '--out', work],
    ['events', '--story', 'no-such-story'],
    ['ingest', at('update.json'), '--story', 'no-such-story'],
  ])('end with exit code 4 for what is not known: %s %s', async (...args) => {
    const { code, out, err } = await onData(...args);
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(/^error: .*\n {2}.*\n$/);
  });
});

interface Logged {
  readonly type: string;
  readonly position: number;
}

describe('extract', () => {
  it('prints the claims of a file as JSON lines, each with its quote in the text', async () => {
    const text = textWith('Eight');
    const { code, out } = await wirebrief(['extract', fileWith('claims.txt', text)]);
    const claims = linesOf(out).map((line) => JSON.parse(line) as Extracted);
    expect(code).toBe(0);
    expect(claims.map(({ kind }) => kind)).toContain('figure');
    for (const { quote } of claims) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  });

  it('says of a text in another language that it is not analysed', async () => {
    const text =
      'Une bombe a explosé devant la gare de la ville lundi. Au moins 16 personnes sont mortes, dont quatre enfants, selon la police.';
    const { code, out, err } = await wirebrief(['extract', fileWith('texte.txt', text)]);
    expect([code, out, err]).toEqual([0, '', 'texte.txt: language not analysed (fr)\n']);
  });

  it('reads an evaluation folder, of the labels the incident only', async () => {
    mkdirSync(at('stories/harbour'), { recursive: true });
    const incident = { title: '', date: '', place: '', actor: '', weapon: '', target: '' };
    fileWith('stories/harbour/gold.json', { incident: { ...incident, ...story.incident } });
    fileWith('stories/harbour/a1.json', { title: 'Missile hits', text: textWith('Eight') });
    const { code, err } = await wirebrief([
      ...['extract', '--eval', at('stories'), '--out', at('predictions.jsonl')],
    ]);
    const [line = ''] = linesOf(readFileSync(at('predictions.jsonl'), 'utf8'));
    expect([code, err]).toEqual([0, `1 line in ${at('predictions.jsonl')}\n`]);
    expect(JSON.parse(line)).toMatchObject({ story: 'harbour', article: 'a1' });
  });

  it('wants exactly one kind of input', async () => {
    expect(await wirebrief(['extract'])).toMatchObject({ code: 2, out: '' });
  });
});

interface Extracted {
  readonly kind: string;
  readonly quote: { readonly start: number; readonly end: number; readonly text: string };
}

describe('while a server holds the data folder', () => {
  it('the log can be read, writing goes through the server only', async () => {
    const program = await startProgram(data);
    const update = fileWith('second.json', article({ itemId: 'two', killed: 'Nine' }));

    const read = await onData('events', '--type', 'StoryOpened');
    const refused = await onData('ingest', update);
    const sent = await wirebrief(['ingest', update, '--url', program.url]);
    const issued = await wirebrief(['editions', 'issue', story.id, '--url', program.url]);
    const opened = await wirebrief(['stories', 'open', at('harbour.json'), '--url', program.url]);
    const unknown = await wirebrief(['editions', 'issue', 'none', '--url', program.url]);
    await program.end('SIGTERM');

    expect(read.code).toBe(0);
    expect(linesOf(read.out)).toHaveLength(1);
    expect([refused.code, refused.out]).toEqual([6, '']);
    expect(refused.err).toContain(`in use by process ${program.pid}`);
    expect(refused.err).toContain('--url');
    expect([sent.code, sent.out]).toEqual([0, expect.stringMatching(/^received {2}/)]);
    expect(issued.out).toMatch(/^issued {2}harbour-strike-edition-02 /);
    expect(opened.code).toBe(0);
    expect(unknown.code).toBe(4);
  });

  it('an address where nobody answers is told as that', async () => {
    const { code, err } = await wirebrief([
      ...['ingest', at('second.json'), '--url', 'http://127.0.0.1:1'],
    ]);
    expect(code).toBe(6);
    expect(err).toContain('No server answers at http://127.0.0.1:1');
  });
});
