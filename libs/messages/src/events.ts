/** Subject of the notice that an edition is out. */
export const EDITION_ISSUED = 'wirebrief.events.edition-issued';
