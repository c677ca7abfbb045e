import { type PositionLine } from '@wirebrief/claims';

/** Words that tell which line an official body takes on the incident, in the order in which they are tried. */
export const POSITION_LINES: readonly (readonly [line: PositionLine, pattern: RegExp])[] = [
  ['disciplines', /\b(?:disciplin(?:e|ed|es|ary|ing)|punish(?:ed|ment|ments|es)?|reprimand(?:s|ed)?|suspended|relieved of (?:his|her|their) (?:command|dut)|court[- ]martial|no accountability)\b/iu],
  ['compensates', /\b(?:reparations?|compensat(?:e|ed|es|ion|ing)|condolence payments?|ex gratia)\b/iu],
  ['apologises', /\b(?:apolog(?:y|ies|ise|ised|ises|ize|ized|izes|izing)|condolences|deeply saddened|regrets?|regretted|sorry)\b/iu],
  ['concedes', /\b(?:(?:tragic|honest|terrible|horrible|grave) mistake|(?:was|as|were|be|bombing|strike|it) (?:a |an )?mistake|mistakenly|human errors?|(?:may|might|could) have (?:caused|killed|resulted|been hit|hit)|collateral damage|took responsibility|acknowledged|admitted|allowed that|conceded|not in a position to dispute|unintended|unintentional|avoidable|not intentional|gross negligence|war crime|purpose to kill|probably (?:led|played|caused))\b/iu],
  ['denies', /\b(?:denie[sd]|deny|reject(?:s|ed)|disputed|no (?:indication|evidence)|not (?:been )?responsible|nothing to do with)\b/iu],
  ['defends', /\b(?:defend(?:s|ed)?|st(?:oo|an)ds? by|stood by|righteous|justified|lawful|legitimate|self-defen[cs]e|imminent|was necessary|called the strike|necessary to prevent|confident|directed at|in response to|targeted|was aimed|had aimed|answered fire|under threat|were (?:in|inside) the|safe house|secondary (?:explosions?|blasts?)|explosives in|explosive material|requested|asked for|called in|at the request)\b/iu],
  ['investigates', /\b(?:investigat(?:e|ed|es|ing|ion|ions)|assessing|looking into|inquiry|enquiry|probe|reviewing|checking|review of|opened a|await)\b/iu],
];

/** Verbs that state a position by themselves, besides the verbs of saying. */
export const POSITION_VERBS: ReadonlySet<string> = new Set(
  'defended defends apologized apologised apologizes apologises disciplined punished ordered opened investigated investigates condemned condemns called calls regrets regretted stands stood blamed blames promised released telephoned rang demanded vowed dispute disputes disputed rejected rejects allowed answered investigating assessing used learned bombed has'.split(' '),
);
