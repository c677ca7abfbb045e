import { editionNumber } from '@wirebrief/application';

/** An edition as an argument names it. Throws `WB_EDITION_ADDRESS`. */
export const editionOf = (text: string): number | 'latest' =>
  text === 'latest' ? text : editionNumber(text, 'invalid', 'Give a number from 1, or latest.');
