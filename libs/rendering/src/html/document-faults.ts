import { lineAt } from './line-at';

/** What a document made from templates lacks, or holds and should not, though each template is well formed. */
export function documentFaults(html: string): readonly string[] {
  return [...missingParts(html), ...doubledIds(html), ...printedObjects(html)];
}

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^<!doctype html>/i, 'the document does not begin with <!DOCTYPE html>'],
  [/<html[^>]* lang="[^"]/, '<html> has no lang'],
  [/<title>\s*[^\s<]/, 'the document has no <title>'],
  [/<h1[\s>]/, 'the document has no <h1>'],
];

function missingParts(html: string): readonly string[] {
  return PARTS.flatMap(([part, fault]) => (part.test(html) ? [] : [fault]));
}

function doubledIds(html: string): readonly string[] {
  const seen = new Set<string>();
  return Array.from(html.matchAll(/ id="([^"]+)"/g)).flatMap(({ 1: id = '', index }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [`Line ${lineAt(html, index)}: id="${id}" is there twice`];
  });
}

function printedObjects(html: string): readonly string[] {
  const index = html.indexOf('[object Object]');
  return index === -1
    ? []
    : [`Line ${lineAt(html, index)}: an object is printed as if it were text`];
}
