/**
 * Mebibytes for objects that live for a moment. A document makes many of them: with V8's usual 16 a third more of the
 * time goes into collecting them, and with 64 a document of 100 pages takes 120 MiB more than the idle process.
 */
export const RENDER_LIMITS = { maxYoungGenerationSizeMb: 48 };
