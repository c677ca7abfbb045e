import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { markupProblems } from './template-markup';
import { problemText } from './template-problem';

const rules = { colours: new Set(['ink', 'accent', 'muted', 'paper', 'rule']), hasPaths: false };
const check = (content: string, more = {}): readonly string[] =>
  markupProblems({ file: 'a.hbs', content }, { ...rules, ...more }).map(problemText);

it.each(['briefing', 'briefing/partials', 'site', 'site/partials'])(
  'finds nothing in templates/%s',
  (name) => {
    const folder = join(process.cwd(), 'templates', name);
    for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.hbs'))) {
      expect(check(readFileSync(join(folder, file), 'utf8'), { hasPaths: true })).toEqual([]);
    }
  },
);

it.each([
  '<p class="a{{#if b}} c{{/if}}" id="{{id}}">{{text}}</p>',
  '<a href="#{{id}}">x</a><a href="{{link url}}">x</a><a href="mailto:{{name}}">x</a>',
  '<a href="{{#if a}}#x{{else}}{{link url}}{{/if}}">x</a>',
  '<blockquote{{languageAttributes language}}>x</blockquote><span {{languageAttributes a}}>x</span>',
  '<style>{{style}}</style><meta http-equiv="Content-Security-Policy" content="x">',
  '<td>a partial may begin with a part</td>',
  '<section {{! a comment }} hidden>x</section>',
  '<svg viewBox="0 0 1 1"><title>x</title><rect fill="var(--color-ink)"></rect></svg>',
  '<table>{{#each rows}}<tr>{{#if a}}<th scope="row">a</th>{{else}}<td>b</td>{{/if}}</tr>{{/each}}</table>',
])('accepts %s', (content) => {
  expect(check(content)).toEqual([]);
});

it.each([
  ['<video></video>', 'unknown element <video>'],
  ['<script>alert(1)</script>', 'unknown element <script>'],
  ['<link rel="stylesheet" href="https://a.example/x.css">', 'unknown element <link>'],
  ['<p onclick="x()">a</p>', 'unknown attribute onclick on <p>'],
  ['<style>p { color: {{colour}} }</style>', '{{colour}} stands inside <style>'],
  ['<meta http-equiv="refresh" content="0">', '<meta http-equiv="refresh"> would act on the page'],
  ['<q cite="javascript:go()">a</q>', 'unknown attribute cite on <q>'],
  ['<p style="color: red">a</p>', 'unknown attribute style on <p>'],
  ['<p{{#if a}} onclick="x"{{/if}}>a</p>', 'unknown attribute onclick on <p>'],
  ['<div><td>a</td></div>', '<td> must stand inside <tr>'],
  ['<a href="javascript:go()">a</a>', 'href="javascript:go()" on <a> is not http'],
  ['<a href="data:{{x}}">a</a>', 'href="data:…" on <a> is not http'],
  ['<a href="{{url}}">a</a>', 'href="{{url}}" is an address that nothing has checked'],
  [
    '<a href="{{#if a}}#x{{else}}{{url}}{{/if}}">a</a>',
    'href="{{url}}" is an address that nothing has checked',
  ],
  ['<a href="/stories">a</a>', 'href="/stories" on <a> is not http'],
  ['<p class={{kind}}>a</p>', '{{kind}} stands in a tag outside of a quoted attribute'],
  ['<p {{kind}}>a</p>', '{{kind}} stands in a tag outside of a quoted attribute'],
  ['<h{{level}}>a</h{{level}}>', 'unknown element <h>'],
  ['<p lang="english language">a</p>', 'lang="english language" on <p> is not a language tag'],
  ['<p data-keep="always">a</p>', 'data-keep="always" on <p> is not a known hint'],
  ['<g fill="var(--color-rust)"></g>', 'theme.json has no colour "rust"'],
])('names the line of %s', (content, text) => {
  const found = check(`<p>\n{{#if a}}\nx\n{{/if}}\n</p>\n${content}`);
  expect(found).toEqual(expect.arrayContaining([expect.stringContaining(`a.hbs:6: ${text}`)]));
});

it('names all of them, each at its own line', () => {
  expect(check('<video>\n</video>{{x}}<p\n  onclick="a"\n>\n</p><audio></audio>')).toEqual([
    'a.hbs:1: unknown element <video>',
    'a.hbs:2: unknown attribute onclick on <p>',
    'a.hbs:5: unknown element <audio>',
  ]);
});

it('lets the pages of the service lead to its own paths, and to no other host', () => {
  expect(check('<a href="/stories">a</a>', { hasPaths: true })).toEqual([]);
  expect(check('<a href="//host.example">a</a>', { hasPaths: true })).toHaveLength(1);
});
