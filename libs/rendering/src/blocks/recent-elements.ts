import { type HtmlElement } from './html-tree';

/** Characters of HTML whose elements are remembered for good: an edition of 30 pages, for which some 5 MB are held. */
const FOR_GOOD = 250_000;
/** Those of the longest document that is remembered while others follow it closely: 500 pages, and 130 MB. */
const LONGEST = 4_000_000;

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
  /** Forgets a long document, once no other has followed it for a while. */
  readonly rest: () => void;
}

export function createRecentElements(): RecentElements {
  let documents: readonly Document[] = [];
  return {
    begin(characters) {
      const earlier = documents;
      const elements = new Map<string, HtmlElement>();
      const before = newestWithin(FOR_GOOD - characters, earlier);
      documents = characters > LONGEST ? before : [{ characters, elements }, ...before];
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
    rest() {
      documents = newestWithin(FOR_GOOD, documents);
    },
  };
}

function newestWithin(characters: number, documents: readonly Document[]): readonly Document[] {
  let room = characters;
  return documents.filter((document) => {
    room -= document.characters;
    return room >= 0;
  });
}
