import { balanceProblems } from './template-balance';
import { problemText } from './template-problem';

const found = (content: string): readonly string[] =>
  balanceProblems({ file: 'x.hbs', content }).map(problemText);

it.each([
  '<!DOCTYPE html>\n<p class="a{{#if b}} c{{/if}}"{{#if d}} id="e"{{/if}}>{{f}}<br>g</p>',
  '{{#if a}}<p>{{b}}</p>{{else}}<h2>c < d</h2>{{/if}}',
  '<svg viewBox="0 0 1 1"><rect width="1"/><path d="M0 0"></path></svg>',
  '<style>\na > b::before { content: "<p>" }\n</style><!-- <p> -->',
  '<p{{languageAttributes a}}>b</p>',
  '{{#> document}}<P>a</P>{{/document}}<meta charset="utf-8">',
])('accepts %j', (content) => {
  expect(found(content)).toEqual([]);
});

it.each([
  ['a\n<div>\n<p>b</p>\n', 'x.hbs:2: <div> is not closed'],
  ['a\n\n</section>', 'x.hbs:3: </section> closes nothing'],
  ['<p>\n<b>a</p>', 'x.hbs:2: </p> stands before the end of <b>'],
  ['{{#if a}}\n<div>\n{{/if}}\nb', 'x.hbs:2: <div> is not closed'],
  ['<div>\n{{#if a}}\n</div>{{/if}}</div>', 'x.hbs:3: </div> closes nothing'],
  ['<p>a</p>\n<!-- b\n<p>c</p>', 'x.hbs:2: a tag, a quoted attribute or a comment is not closed'],
  ['\n<p class="a>b</p>\n', 'x.hbs:2: a tag, a quoted attribute or a comment is not closed'],
  ['\n<p class="a"', 'x.hbs:2: a tag, a quoted attribute or a comment is not closed'],
  ['a\n<p/>', 'x.hbs:2: <p> is not closed'],
  ['\n<?php a ?>', 'x.hbs:2: <! or <? begins neither an element nor a comment'],
  ['<p>a</p><!DOCTYPE html>', 'x.hbs:1: <! or <? begins neither an element nor a comment'],
  ['\n<{{a}}>b</p>', 'x.hbs:2: an expression stands in place of the name of an element'],
])('names the line in %j', (content, problem) => {
  expect(found(content)).toContain(problem);
});

it('reads a template of a hundred thousand lines at once', () => {
  expect(found('<p>a</p>\n'.repeat(100_000) + '<p>')).toEqual(['x.hbs:100001: <p> is not closed']);
}, 10_000);
