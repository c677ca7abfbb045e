import { type Briefing } from '@wirebrief/briefing';

export const EDITION_FORMS = ['html', 'pdf', 'json'] as const;
export type EditionForm = (typeof EDITION_FORMS)[number];

/** The three forms of one document, as bytes. */
export interface RenderedEdition {
  readonly html: Uint8Array;
  /** With the JSON attached. */
  readonly pdf: Uint8Array;
  readonly json: Uint8Array;
  /** SHA-256 of the templates, theme and strings that it was made from. */
  readonly templates: string;
}

/** The forms of a briefing. The same briefing and templates give the same bytes. */
export abstract class EditionRenderer {
  abstract render(briefing: Briefing): Promise<RenderedEdition>;

  /**
   * Makes the next `render` a quicker one: loads what it needs and, where a briefing is given, makes a document that
   * nobody waits for. The process may end meanwhile.
   */
  async warmUp(briefing?: Briefing): Promise<void> {
    if (briefing !== undefined) await this.render(briefing);
  }
}
