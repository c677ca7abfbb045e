import { type PositionLine } from '@wirebrief/claims';

interface LineCue {
  readonly line: PositionLine;
  readonly pattern: RegExp;
  /** Words anywhere in the sentence that speak against the line. */
  readonly unless?: RegExp;
}

const STRUCK = '(?:air ?)?(?:strikes?|raids?|attacks?|bombings?|bombardments?|operations?)';
const DEAD = '(?:civilians?|children|innocents?|bystanders?|people|deaths?|fatalit(?:y|ies))';
const WRONG = '(?:mistakes?|errors?|failures?|misjudge?ments?)';

/** An account of the ground that somebody else gave, or that the sentence takes apart. */
export const CONTESTED =
  /\boppos(?:es|ed) \p{L}+ing\b|\b(?:no|little|not any) (?:trace|signs?|evidence|proof)\b|\b(?:casts?|raised?|raises) doubts?\b|\b(?:had|have) (?:called|described|defended)\b|\b(?:which|what) (?:\p{L}+ ){0,3}(?:called|described)\b|\breverse[sd]?\b|\b(?:probably|likely) (?:was |been )?caused\b|\bnot (?:be )?(?:\p{L}+ ){0,2}in (?:\p{L}+ )?self-defen[cs]e|\b(?:the|our|its|their) (?:tragic |terrible )?(?:error|mistake)\b/u;

/** Words that tell which line an official body takes on the incident, in the order in which they are tried. */
export const POSITION_LINES: readonly LineCue[] = [
  {
    line: 'disciplines',
    pattern:
      /\b(?:disciplin(?:e|ed|es|ary|ing)|punish(?:ed|ment|ments|es)?|reprimand(?:s|ed)?|suspended|relieved of (?:his|her|their) (?:command|dut)|court[- ]martial|accountability|held? (?:\p{L}+ )?accountable)/u,
    unless: /\b(?:whether|review|inquiry)\b/u,
  },
  {
    line: 'compensates',
    pattern:
      /\b(?:reparations?|compensat(?:e|ed|es|ion|ing)|condolence payments?|payments to|ex gratia)\b/u,
  },
  {
    line: 'apologises',
    pattern:
      /\b(?:apolog(?:y|ies|ise|ised|ises|ize|ized|izes|izing)|condolences|deeply saddened|regrets?|regretted|sorry)\b/u,
    // "We would be deeply saddened by any potential loss of life" grants no loss.
    unless:
      /\bwould (?:be|feel) (?:\p{L}+ )?(?:saddened|sorry)\b|\bany (?:potential|possible) loss\b/u,
  },
  {
    line: 'denies',
    pattern: new RegExp(
      `\\b(?:denie[sd]|deny|reject(?:s|ed)|disputed|(?:no|not any) (?:\\p{L}+ )?(?:signs?|indications?|evidence)|nothing (?:showed|shows)|could not have|not (?:been )?responsible|nothing to do with|there were no (?:\\p{L}+ ){0,3}(?:casualt|civilian|combatants|fighters|militants|soldiers|troops|explosives|weapons|${DEAD}|strikes?|planes?|aircraft))`,
      'u',
    ),
    unless: /\bcould not (?:dispute|deny)\b|\bnot in a position to\b/u,
  },
  {
    line: 'concedes',
    pattern: new RegExp(
      [
        `\\b(?:tragic|honest|terrible|horrible|grave) (?:but )?[“"]?(?:an )?(?:honest )?mistake`,
        `\\b(?:an?|the|its|our|this|that) (?:\\p{L}+ )?${WRONG}\\b`,
        '\\bmistakenly\\b|\\bhuman errors?\\b|\\bunintended\\b|\\bunintentional\\b|\\bnot intentional\\b|\\bavoidable\\b',
        '\\b(?:took|takes|taken|accept(?:s|ed)?|assumed?) (?:full |sole )?responsibility\\b|\\b(?:was|is|were|are) responsible for\\b',
        `\\b(?:acknowledged|admitted|conceded|confirmed)\\b[^.;]{0,90}\\b(?:killed|died|hit|struck|${DEAD}|${WRONG}|responsib)`,
        `\\b(?:strike|raid|attack|bombing|it|they|we|forces) (?:had |has |have )?(?:also |probably |likely )?killed (?:\\p{L}+ ){0,4}(?:civilians|innocent|children)`,
      ].join('|'),
      'u',
    ),
    unless:
      /\b(?:no|not a|never a|could not be a) mistakes?\b|\bno civilian|\bdid not kill\b|^if\b|\bif (?:the|we|it|its|our|they|so)\b|\bchances?\b|\bpossib(?:le|ly|ility)\b|\b(?:may|might|could) have\b/u,
  },
  {
    line: 'defends',
    pattern:
      /\b(?:defend(?:s|ed)?|st(?:oo|an)(?:ds?|ding)? by(?! (?:its|their|his|her|the) (?:\p{L}+ )?(?:figures?|counts?|tolls?|numbers?|estimates?|findings)\b)|righteous|justified|lawful|legitimate|self-defen[cs]e|imminent|(?:call|calls|called) the (?:strike|attack|operation|raid) (?:a |an )?[“"]?(?:fair|righteous|justified|lawful|legitimate|necessary|successful|success|precise)|confident|directed at|targeted|was aimed|had aimed|aimed at|answered fire|under threat|secondary (?:explosions?|blasts?)|explosives in|explosive material|requested|at the request|at [^.]{0,40} request|called in|(?:averted|prevented|stopped|thwarted) (?:an? |the )?(?:\p{L}+ ){0,3}(?:attack|bomb|threat|bombing)|correct procedures)\b/u,
    unless: CONTESTED,
  },
  {
    line: 'investigates',
    pattern:
      /\b(?:investigat(?:e|ed|es|ing)|under investigation|investigation into|(?:an|its|the) (?:investigation|inquiry|assessment|review) (?:was|is|were) (?:under ?way|continuing|still open|not complete|not over)|(?:opened|ordered|making|lead|launched|promised|directed) (?:an? |the |full |\S+ ){0,6}(?:investigations?|inquiry|probe|accounting|review)|assessing|looking into|reviewing|checking|unclear|did not (?:yet )?know|aware of reports|learned of reports|reports [^.]{0,50}taken (?:\p{L}+ )?seriously)\b/u,
  },
  {
    line: 'states',
    pattern:
      /\b(?:to blame|blam(?:ed|es)|booby-?trapp?(?:ed|ing)|human shields|rigged|staged|hidden in|hiding (?:in|among)|firing from|condemn(?:s|ed)?|unlawful|war crime|purpose to kill|gross negligence|(?:may|might|could) have (?:caused|killed|resulted|been (?:hit|killed))|could not dispute|not in a position to (?:dispute|contest|deny)|collateral damage|(?:had|played) a (?:role|part)|fair chance|(?:conducted|carried out|confirmed) (?:a |an |one |the |several |its )?(?:air ?)?strikes?|was an air ?strike|fair)\b/u,
  },
  {
    line: 'states',
    pattern: new RegExp(`\\b(?:acknowledged|admitted|conceded)\\b[^.;]{0,90}\\b${STRUCK}\\b`, 'u'),
  },
];

/** Verbs that state a position by themselves, besides the verbs of saying. */
export const POSITION_VERBS: ReadonlySet<string> = new Set(
  'defended defends apologized apologised apologizes apologises disciplined punished ordered opened investigated investigates condemned condemns called calls regrets regretted stands stood blamed blames promised released telephoned rang demanded vowed dispute disputes disputed rejected rejects reject allowed answered investigating assessing spoke questioned questions expressed expresses weighed discussing revising considering weighing debating betting encouraged acknowledged conducted carried supported supports support favoured favours favour favored favors favor opposed opposes oppose doubted doubts backed endorsed endorses denounced denounces urged standing directed conceded'.split(
    ' ',
  ),
);
