import { type HtmlElement } from './html-tree';

/** Characters of HTML whose elements are remembered: five editions of 25 pages, for which up to 40 MB are held. */
const MOST_CHARACTERS = 1_000_000;

interface Document {
  readonly characters: number;
  readonly elements: Map<string, HtmlElement>;
}

/** The elements of the documents parsed last, by their HTML. */
export interface RecentElements {
  /** A new document; what it takes over from earlier ones is remembered as long as itself. */
  readonly begin: (characters: number) => {
    readonly find: (html: string) => HtmlElement | undefined;
    readonly keep: (html: string, element: HtmlElement) => void;
  };
}

export function createRecentElements(): RecentElements {
  let documents: readonly Document[] = [];
  return {
    begin(characters) {
      const earlier = documents;
      const elements = new Map<string, HtmlElement>();
      let room = MOST_CHARACTERS;
      documents = [{ characters, elements }, ...earlier].filter((document) => {
        room -= document.characters;
        return room >= 0;
      });
      return {
        find(html) {
          const own = elements.get(html);
          if (own !== undefined) return own;
          for (const document of earlier) {
            const known = document.elements.get(html);
            if (known === undefined) continue;
            // Under the text of this document: that of the earlier one is not held for it.
            elements.set(html, known);
            return known;
          }
          return undefined;
        },
        keep: (html, element) => void elements.set(html, element),
      };
    },
  };
}
