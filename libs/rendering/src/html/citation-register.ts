import { type Briefing, type Citation } from '@wirebrief/briefing';

/** Where a quote is cited: the id of the citation in the document, and the section that it stands in. */
export interface CitedPlace {
  readonly id: string;
  readonly section: string;
  /** From 1, within the section. */
  readonly ordinal: number;
}

/**
 * Gathers the citations while a document is written, from its top, so that the source list at its end links back to
 * what was really printed, whatever a template leaves out or moves.
 */
export class CitationRegister {
  private section = '';
  private last = 0;
  private readonly places = new Map<string, CitedPlace[]>();

  /** `anchors` are the ids that the document will have: a citation of anything else is printed as text. */
  constructor(private readonly anchors: ReadonlySet<string>) {}

  enter(section: string): void {
    this.section = section;
  }

  /** Notes one citation; null when its quote is not in the document. */
  cite({ anchor }: Citation): CitedPlace | null {
    if (!this.anchors.has(anchor)) return null;
    this.last += 1;
    const places = this.places.get(anchor) ?? [];
    const before = places.findLast(({ section }) => section === this.section);
    const ordinal = (before?.ordinal ?? 0) + 1;
    const place = { id: `cite-${this.last}`, section: this.section, ordinal };
    places.push(place);
    this.places.set(anchor, places);
    return place;
  }

  placesOf(anchor: string): readonly CitedPlace[] {
    return this.places.get(anchor) ?? [];
  }

  isCited(anchor: string): boolean {
    return this.places.has(anchor);
  }
}

/** Every id that a citation of the briefing can lead to. */
export function citableAnchors({ sources }: Pick<Briefing, 'sources'>): ReadonlySet<string> {
  return new Set(
    sources.flatMap(({ anchor, quotes }) => [anchor, ...quotes.map((quote) => quote.anchor)]),
  );
}
