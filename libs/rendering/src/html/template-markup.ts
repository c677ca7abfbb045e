import { Parser } from 'htmlparser2';

import { attributeFault, elementFault, placeFault, valueFault } from '../blocks/validate';
import { ELEMENTS } from '../blocks/vocabulary';
import { parseTemplate, type TemplateSource } from './template-lint';
import { type TemplateProblem } from './template-problem';
import {
  BRANCH,
  EXPRESSION,
  expressionsIn,
  MARKS,
  OPEN,
  type Skeleton,
  skeletonOf,
} from './template-skeleton';

export interface MarkupRules {
  /** Names of the theme's colours. */
  readonly colours: ReadonlySet<string>;
  /** Whether links may lead to paths of the service's own host. */
  readonly hasPaths: boolean;
}

/** Helpers whose result is an address that a reader may follow, or nothing. */
const ADDRESS_HELPERS = new Set(['link', 'path']);
/** Helpers that write whole attributes. */
const ATTRIBUTE_HELPERS = new Set(['languageAttributes']);
const LOADING = new Set(['link', 'script']);

/**
 * WB_TEMPLATE_VOCABULARY for every element, attribute, hint and address of a template's own markup that documents do
 * not have, and for an expression that stands where its value could become markup or an unchecked address; also
 * WB_THEME_INVALID for a colour that the theme lacks. Empty for a template that does not parse.
 */
export function markupProblems(
  source: TemplateSource,
  rules: MarkupRules,
): readonly TemplateProblem[] {
  const parsed = parseTemplate(source);
  if ('problem' in parsed) return [];
  const skeleton = skeletonOf(parsed.program);
  const problems: TemplateProblem[] = [];
  const open: string[] = [];
  let line = 1;
  let attributes: Attribute[] = [];
  const report = (fault: string | null, code = 'WB_TEMPLATE_VOCABULARY'): void => {
    if (fault !== null) problems.push({ ...problemAt(source, line, fault), code });
  };

  const checkElement = (tag: string): string => {
    const name = tag.replace(MARKS, '').toLowerCase();
    const isSkippedTitle = name === 'title' && !open.includes('svg');
    if (tag !== name) checkLoose(tag);
    report(elementFault(name));
    // A partial may begin anywhere: the place of its outermost elements shows in the document alone.
    const parent = open.at(-1);
    if (parent !== undefined) report(placeFault(name, parent));
    if (name === 'meta') report(metaFault(attributes));
    // Meta elements and the title are read by browsers alone.
    if (ELEMENTS[name]?.kind === 'ignored' || isSkippedTitle || LOADING.has(name)) return name;
    for (const [key, value, isQuoted] of attributes) checkAttribute(name, key, value, isQuoted);
    return name;
  };

  const checkLoose = (text: string): void => {
    for (const { helper, written } of expressionsIn(text, skeleton)) {
      if (!ATTRIBUTE_HELPERS.has(helper))
        report(`${written} stands in a tag outside of a quoted attribute`);
    }
  };

  const checkAttribute = (element: string, key: string, value: string, isQuoted: boolean): void => {
    checkLoose(key);
    const name = key.replace(MARKS, '');
    if (name === '') return;
    const unknown = elementFault(element) ?? attributeFault(element, name);
    if (unknown !== null) {
      if (elementFault(element) === null) report(unknown);
      return;
    }
    if (!isQuoted) checkLoose(value);
    if (name === 'href') checkAddress(element, value);
    else if (!value.includes(OPEN)) report(valueFault(element, name, value.replace(MARKS, '')));
    for (const [, colour = ''] of value.matchAll(/var\(--color-([\w-]+)\)/g)) {
      if (!rules.colours.has(colour))
        report(`theme.json has no colour "${colour}"`, 'WB_THEME_INVALID');
    }
  };

  const checkAddress = (element: string, value: string): void => {
    for (const address of value.split(BRANCH).filter((part) => part !== '')) {
      const [first] = address.startsWith(OPEN) ? expressionsIn(address, skeleton) : [];
      if (first === undefined) {
        const isPath = rules.hasPaths && /^\/(?![/\\])/.test(address);
        const written = address.replace(EXPRESSION, '…');
        if (!isPath) report(valueFault(element, 'href', written));
      } else if (!ADDRESS_HELPERS.has(first.helper)) {
        report(`href="${first.written}" is an address that nothing has checked: use {{link …}}`);
      }
    }
  };

  const parser = new Parser(
    {
      onopentagname() {
        line = skeleton.lineAt(parser.startIndex);
        attributes = [];
      },
      onattribute(name, value, quote) {
        // Null for a value without quotes, undefined for an attribute without a value.
        attributes.push([name, value, quote !== null]);
      },
      onopentag(name) {
        open.push(checkElement(name));
      },
      onclosetag() {
        open.pop();
      },
    },
    { lowerCaseAttributeNames: false, lowerCaseTags: false, decodeEntities: true },
  );
  parser.end(skeleton.text);
  return [...problems, ...styleElementProblems(source, skeleton)];
}

type Attribute = readonly [name: string, value: string, isQuoted: boolean];

function metaFault(attributes: readonly Attribute[]): string | null {
  const [, header] = attributes.find(([name]) => name.toLowerCase() === 'http-equiv') ?? [];
  return header === undefined || /^content-security-policy$/i.test(header)
    ? null
    : `<meta http-equiv="${header}"> would act on the page`;
}

/** What stands in a style element is read as style, however it is escaped. */
function styleElementProblems(
  source: TemplateSource,
  skeleton: Skeleton,
): readonly TemplateProblem[] {
  const elements = Array.from(skeleton.text.matchAll(/<style[^>]*>(.*?)<\/style>/gis));
  return elements.flatMap(({ 1: content = '', index }) =>
    expressionsIn(content, skeleton)
      .filter(({ helper }) => helper !== 'style')
      .map(({ written }) =>
        problemAt(source, skeleton.lineAt(index), `${written} stands inside <style>`),
      ),
  );
}

function problemAt({ file }: TemplateSource, line: number, text: string): TemplateProblem {
  const remedy = 'Use the elements and attributes listed in docs/templates.md.';
  return { code: 'WB_TEMPLATE_VOCABULARY', file, line, text, remedy };
}
