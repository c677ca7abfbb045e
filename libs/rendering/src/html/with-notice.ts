import { Parser } from 'htmlparser2';

export interface Notice {
  /** Markup. */
  readonly html: string;
  /** Its style sheet. */
  readonly css: string;
}

/** A page with a notice as the first thing in its body. Nothing else of the page changes. */
export function withNotice(page: string, { html, css }: Notice): string {
  const { headEnd, bodyStart } = placesIn(page);
  return [
    page.slice(0, headEnd),
    `<style>\n${css}</style>\n`,
    page.slice(headEnd, bodyStart),
    `\n${html}`,
    page.slice(bodyStart),
  ].join('');
}

/** Where the head ends and where the content of the body begins; the page's end where it has no such tags. */
function placesIn(page: string): { readonly headEnd: number; readonly bodyStart: number } {
  let [headEnd, bodyStart] = [page.length, page.length];
  const parser = new Parser({
    onclosetag(name) {
      if (name === 'head') headEnd = parser.startIndex;
    },
    onopentag(name) {
      if (name !== 'body') return;
      bodyStart = parser.endIndex + 1;
      parser.pause();
    },
  });
  parser.write(page);
  return { headEnd: Math.min(headEnd, bodyStart), bodyStart };
}
