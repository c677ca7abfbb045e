/**
 * Mebibytes for objects that live for a moment, of which a document makes many: what Node 20 and 22 take by themselves.
 * With more than 64, and so with the 192 of Node 24, a document of 100 pages takes 120 MiB more than the idle process.
 */
export const RENDER_LIMITS = { maxYoungGenerationSizeMb: 48 };
