import { type ErrorCategory, WirebriefError } from '@wirebrief/kernel';

/** The number of an edition as an address or an argument names it. Throws `WB_EDITION_ADDRESS`. */
export function editionNumber(text: string, category: ErrorCategory, remedy: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new WirebriefError(
    'WB_EDITION_ADDRESS',
    category,
    `"${text.slice(0, 40)}" is no edition.`,
    remedy,
  );
}
