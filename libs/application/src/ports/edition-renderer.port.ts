import { type Briefing } from '@wirebrief/briefing';

/** The three forms of one document, as bytes. */
export interface RenderedEdition {
  readonly html: Uint8Array;
  /** With the JSON attached. */
  readonly pdf: Uint8Array;
  readonly json: Uint8Array;
}

/** The forms of a briefing. The same briefing and templates give the same bytes. */
export abstract class EditionRenderer {
  abstract render(briefing: Briefing): Promise<RenderedEdition>;
}
