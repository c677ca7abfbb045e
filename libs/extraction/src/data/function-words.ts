const words = (list: string): readonly string[] => list.split(' ');

/** Auxiliaries of the passive and of tense. */
export const AUXILIARIES: ReadonlySet<string> = new Set(
  words(
    "is are was were be been being am has have had having get gets got getting will would may might could can must should wasn't weren't isn't aren't hadn't haven't",
  ),
);

export const FORMS_OF_BE: ReadonlySet<string> = new Set(
  words('is are was were be been being am get gets got getting'),
);

/** Words that cannot stand inside a noun phrase and so end it. */
export const NOT_IN_PHRASE: ReadonlySet<string> = new Set([
  ...AUXILIARIES,
  ...words(
    'of in on at by for from with without to into onto near during after before since until against under over between among amid around across along through about behind beside besides including inside outside via per despite ' +
      'and or but nor as than that which who whom whose when where while because if though although whether so what how why ' +
      'he she it they we i you him her them us this these those there here ' +
      'said says say told tells added reported reports according died dies die perished lost remain remained remains ' +
      'killed killing kill kills wounding injuring slain shot murdered massacred executed assassinated feared believed reportedly allegedly not also still later now then ' +
      'went came took made left found gave began became come comes go goes take takes make makes live lived work worked serve served fight fought do does did suffered suffer suffers sustained ' +
      'just only already yet ago too either neither both each',
  ),
]);

/** Words between a subject and its verb that change nothing. */
export const ADVERBS: ReadonlySet<string> = new Set(
  words(
    'also reportedly allegedly apparently probably possibly presumably already later then now still just only even instantly immediately ' +
      'seriously badly severely slightly gravely critically mortally lightly fatally mistakenly wrongly accidentally deliberately inadvertently unintentionally tragically brutally savagely simultaneously subsequently ' +
      'remain remained remains went than all both either themselves being confirmed reported feared believed presumed thought known said listed found pronounced declared left to have ' +
      'officially initially actually since again not never yet today yesterday tonight overnight outright more likely however certainly definitely ' +
      'early late sunday monday tuesday wednesday thursday friday saturday',
  ),
);
