import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { asyncApi, MESSAGE_TYPES } from '@wirebrief/messages';

const ROOT = join(__dirname, '..', '..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('docs/messages.md', () => {
  const text = textOf('docs/messages.md');

  it('lists every type of message and no other', () => {
    const rows = text.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line));
    expect(rows).toEqual(
      MESSAGE_TYPES.map(({ type, subject }) => {
        const to = subject === null ? 'answer' : `\`${subject}\``;
        return `| \`${type.name}\` | ${to} | ${type.description} |`;
      }),
    );
  });

  it('shows requests that are taken', () => {
    const shown = [...text.matchAll(/nats request (\S+) '(.+)'/g)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, subject, body = ''] of shown) {
      const found = MESSAGE_TYPES.find((one) => one.subject === subject);
      expect(found?.type.schema.safeParse(JSON.parse(body)).success).toBe(true);
    }
  });
});

describe('docs/asyncapi.json', () => {
  it('is what `wirebrief schema --asyncapi > docs/asyncapi.json` writes', () => {
    const { version } = JSON.parse(textOf('package.json')) as { readonly version: string };
    expect(JSON.parse(textOf('docs/asyncapi.json'))).toEqual(asyncApi(version));
  });
});
