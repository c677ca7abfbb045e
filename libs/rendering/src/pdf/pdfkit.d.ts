/** The part of PDFKit 0.20 that the renderer uses, internals included. */
declare module 'pdfkit' {
  class PDFDocument {
    constructor(options: PDFDocument.Options);
    readonly options: PDFDocument.Options;
    readonly _root: PDFDocument.Reference;
    readonly _offsets: unknown[];
    _info: PDFDocument.Reference;
    _id: Uint8Array;
    _font: PDFDocument.EmbeddedFont;
    info: Record<string, unknown>;
    page: PDFDocument.Page;
    addPage(): this;
    switchToPage(index: number): PDFDocument.Page;
    font(source: PDFDocument.FontSource, family: string): this;
    path(data: string): this;
    ref(data?: object): PDFDocument.Reference;
    appendXML(xml: string): void;
    endMetadata(): void;
    getStructTreeRoot(): PDFDocument.Reference;
    getStructParentTree(): PDFDocument.NumberTree;
    createStructParentTreeNextKey(): number;
    text(text: string): this;
    on(event: 'data', listener: (chunk: Buffer) => void): this;
    on(event: 'end', listener: (value?: unknown) => void): this;
    addNamedEmbeddedFile(name: string, file: PDFDocument.Reference): void;
    end(): void;
    _write(data: string | Uint8Array): void;
    _finalize(): void;
    _refEnd(reference: PDFDocument.Reference): void;
  }

  namespace PDFDocument {
    type Options = Readonly<Record<string, unknown>>;

    interface Reference {
      readonly document: PDFDocument;
      readonly id: number;
      data: Record<string, unknown>;
      compress: boolean;
      buffer: Uint8Array[];
      write(chunk: string | Uint8Array): void;
      end(chunk?: string | Uint8Array): void;
      finalize(): void;
      /** As other objects refer to it: `12 0 R`. */
      toString(): string;
    }

    interface NumberTree {
      get(key: number): unknown;
      add(key: number, value: unknown): void;
    }

    interface Page {
      readonly width: number;
      readonly height: number;
      readonly dictionary: Reference;
      readonly content: Reference;
      readonly fonts: Record<string, Reference>;
      readonly annotations: Reference[];
      readonly structParentTreeKey: number;
      write(chunk: string | Uint8Array): void;
    }

    /** Of what it reads of a font, this is what it tells fonts by. */
    interface FontSource {
      readonly postscriptName: string | null;
      readonly layout: (...given: never[]) => unknown;
    }

    interface EmbeddedFont {
      readonly id: string;
      readonly subset: {
        readonly glyphs: number[];
        includeGlyph(id: number): number;
        /** Of fonts with fixed codes. */
        use?(code: number): void;
      };
      readonly widths: number[];
      readonly unicode: (readonly number[])[];
      ref(): Reference;
    }
  }

  export = PDFDocument;
}
