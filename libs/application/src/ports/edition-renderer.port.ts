import { type Briefing } from '@wirebrief/briefing';

/** The two media of one document. The same briefing and templates give the same bytes. */
export abstract class EditionRenderer {
  abstract html(briefing: Briefing): string;
  /** `html` is what `html(briefing)` gave; the briefing itself is attached to the PDF as JSON. */
  abstract pdf(briefing: Briefing, html: string): Promise<Uint8Array>;
}
