import { parseStrings } from './strings';
import { type Known, lintTemplate } from './template-lint';

const known: Known = {
  helpers: new Set(['t', 'prose']),
  partials: new Set(['masthead']),
  strings: [parseStrings('{"title": "T", "kind": {"a": "A"}}', 'strings.en.json', 'en')],
};
const lint = (content: string) => () => {
  lintTemplate({ file: 'edition.hbs', content }, known);
};

it.each([
  '{{title}} {{prose title}} {{#if a}}{{else}}{{/if}} {{#each list}}{{this}}{{/each}}',
  '{{> masthead}} {{#> masthead}}{{> @partial-block}}{{/masthead}}',
  '{{t "title"}} {{t "kind" kind}} {{prose (t "title")}} {{t key}}',
])('accepts %s', (content) => {
  expect(lint(content)).not.toThrow();
});

it.each([
  ['{{{title}}}', 'an unescaped expression'],
  ['{{&title}}', 'an unescaped expression'],
  ['{{#if a}}\n{{{title}}}{{/if}}', 'an unescaped expression', 3],
  ['{{raw title}}', 'the unknown helper "raw"'],
  ['{{prose (raw title)}}', 'the unknown helper "raw"'],
  ['{{#shout title}}{{/shout}}', 'the unknown helper "shout"'],
  ['{{> footer}}', 'the unknown partial "footer"'],
  ['{{t "nothing"}}', 'the text "nothing"'],
  ['{{t "kind"}}', 'the text "kind"'],
  ['{{t "sort" kind}}', 'the text "sort.…"'],
  ['{{#*inline "x"}}{{/inline}}', 'a decorator'],
])('refuses %j with file and line', (content, fault, line = 2) => {
  expect(lint(`\n${content}`)).toThrow(`edition.hbs:${line}: the template uses ${fault}`);
});

it('names the line of a template that does not parse', () => {
  expect(lint('\n\n{{#if a}}\n')).toThrow(/^edition\.hbs:\d+: the template does not parse/);
});
