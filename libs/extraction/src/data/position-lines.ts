import { type PositionLine } from '@wirebrief/claims';

/** Words that tell which line an official body takes on the incident, in the order in which they are tried. */
export const POSITION_LINES: readonly (readonly [line: PositionLine, pattern: RegExp])[] = [
  [
    'disciplines',
    /\b(?:disciplin(?:e|ed|es|ary|ing)|punish(?:ed|ment|ments|es)?|reprimand(?:s|ed)?|suspended|relieved of (?:his|her|their) (?:command|dut)|court[- ]martial|accountability)/iu,
  ],
  [
    'compensates',
    /\b(?:reparations?|compensat(?:e|ed|es|ion|ing)|condolence payments?|ex gratia)\b/iu,
  ],
  [
    'apologises',
    /\b(?:apolog(?:y|ies|ise|ised|ises|ize|ized|izes|izing)|condolences|deeply saddened|regrets?|regretted|sorry)\b/iu,
  ],
  [
    'denies',
    /\b(?:denie[sd]|deny|reject(?:s|ed)|disputed|(?:no|not any) (?:sign|indications?|evidence)|nothing (?:showed|shows)|could not have|not (?:been )?responsible|nothing to do with|there were no)\b/iu,
  ],
  [
    'concedes',
    /\b(?:(?:tragic|honest|terrible|horrible|grave) (?:but )?[“"]?(?:an )?(?:honest )?mistake|a mistake|mistakenly|human errors?|(?:may|might|could) have (?:caused|killed|resulted|been (?:hit|killed))|collateral damage|responsib(?:le|ility)|acknowledged|admitted|conceded|not in a position to dispute|unintended|unintentional|avoidable|not intentional|gross negligence|war crime|purpose to kill|(?:had|played) a (?:role|part)|fair chance|(?:conducted|carried out|confirmed) (?:a |an |one |the |several |its )?(?:air ?)?strikes?|was an air ?strike)\b/iu,
  ],
  [
    'defends',
    /\b(?:defend(?:s|ed)?|st(?:oo|an)ds? by|stood by|righteous|justified|lawful|legitimate|self-defen[cs]e|imminent|(?:call|calls|called) the (?:strike|attack|operation|raid) (?:a |an )?[“"]?(?:fair|righteous|justified|lawful|legitimate|necessary|successful|success|precise)|confident|directed at|targeted|was aimed|had aimed|aimed at|answered fire|under threat|secondary (?:explosions?|blasts?)|explosives in|explosive material|requested|at the request|at [^.]{0,40} request|called in)\b/iu,
  ],
  [
    'investigates',
    /\b(?:investigat(?:e|ed|es|ing)|under investigation|investigation into|(?:opened|ordered|making|lead|launched|promised) (?:an? |the |full |\S+ ){0,3}(?:investigations?|inquiry|probe|accounting)|assessing|looking into|reviewing|checking|unclear|aware of reports|learned of reports)\b/iu,
  ],
  [
    'states',
    /\b(?:to blame|blam(?:ed|es)|booby-?trapp?(?:ed|ing)|human shields|rigged|staged|hidden in|hiding (?:in|among)|firing from)\b/iu,
  ],
];

/** Verbs that state a position by themselves, besides the verbs of saying. */
export const POSITION_VERBS: ReadonlySet<string> = new Set(
  'defended defends apologized apologised apologizes apologises disciplined punished ordered opened investigated investigates condemned condemns called calls regrets regretted stands stood blamed blames promised released telephoned rang demanded vowed dispute disputes disputed rejected rejects allowed answered investigating assessing spoke questioned questions expressed expresses weighed discussing revising considering weighing debating betting encouraged acknowledged conducted carried'.split(
    ' ',
  ),
);
