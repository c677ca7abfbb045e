import { WirebriefError } from '@wirebrief/kernel';

/** An edition as an argument names it. Throws `WB_EDITION_ADDRESS`. */
export function editionNumber(text: string): number | 'latest' {
  if (text === 'latest') return 'latest';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new WirebriefError(
    'WB_EDITION_ADDRESS',
    'invalid',
    `"${text}" is no edition.`,
    'Give a number from 1, or latest.',
  );
}
