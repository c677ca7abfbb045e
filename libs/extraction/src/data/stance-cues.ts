import { type Stance } from '@wirebrief/claims';

/** Words that tell a stance, strongest first: the first row that matches a statement decides. */
export const STANCE_CUES: readonly (readonly [stance: Stance, pattern: RegExp])[] = [
  [
    'supports',
    /\b(?:without|lack of|absence of|no) (?:an? |any |its |the )?(?:\S+ ){0,3}(?:partners?|sources?|networks?|intelligence|presence|allies|people|troops|eyes)\b.{0,120}\b(?:not know|no longer know|too little|blind|harder|difficult|impossible|limited|doubt(?:s|ed)|cannot|invites?)\b|\bif we had\b/u,
  ],
  [
    'doubts',
    /\b(?:express(?:ed|es)? (?:deep |strong |some |grave )?(?:scepticism|skepticism|doubts?))\b/u,
  ],
  [
    'open',
    /\b(?:not|n['’]t|never) (?:\p{L}+ )?rul(?:e|es|ed|ing) out\b|\b(?:would have to be|has to be|have to be|must be|must) earn(?:ed)?\b|\bopen to\b/u,
  ],
  [
    'opposes',
    /\b(?:no plans? to|gave no support|oppos(?:e|es|ed|ing)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|condemn(?:s|ed)?|denounc(?:es|ed)|foolish|madness|mad rush|insane|crazy|reckless|folly|unacceptable|must not|should not|never again|(?:puts?|placing) us in (?:more |greater )?danger|against the idea|itself a worry|wrong to|would be a mistake)\b/u,
  ],
  [
    'doubts',
    /\b(?:scepti(?:cal|cism|cs?)|skepti(?:cal|cism|cs?)|doubt(?:s|ed|ful|ing)?|unlikely|not bet(?:ting)?|blueprint|leaps?|pitfalls?|drawbacks?|shortcomings?|cautious|conclusions?|nothing useful|lacks?\b|lacking|too little|not necessarily|just isn['’]t|isn['’]t how|caution(?:ed|s)?|wary|concern(?:s|ed)?|worr(?:y|ies|ied)|difficult|harder|challeng(?:e|es|ing)|limits?\b|limiting|unreliable|not (?:receive|get|gain|provide) any|blind spots?|risk(?:s|y)?|warn(?:s|ed|ing)?|other than forcing|instead of)\b/u,
  ],
  [
    'considering',
    /\b(?:discuss(?:es|ed|ing|ions?)?|consider(?:s|ed|ing|ation)?|weigh(?:s|ed|ing)?|debat(?:e|es|ed|ing)|whether|review(?:s|ed|ing)?|revis(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|study(?:ing)?|examin(?:e|es|ed|ing)|questions whether|would be to|one option|options? (?:is|are|include))\b/u,
  ],
  [
    'open',
    /\b(?:possible|possibly|open to|could|may|might|willing|ready to|not ruled? out|did not rule out|encouraged to|conceivable)\b/u,
  ],
  [
    'supports',
    /\b(?:vow(?:s|ed|ing)?|must|need(?:s|ed)?|should|promis(?:e|es|ed|ing)|pledg(?:e|es|ed)|urg(?:e|es|ed)|essential|necessary|vital|call(?:s|ed)? for|back(?:s|ed)|endors(?:es|ed)|support(?:s|ed|ing)?|supporters say|can (?:contain|reach|strike)|(?:had|has|have) (?:\p{L}+ ){0,5}[“"]?over[ -]the[ -]horizon|means to (?:reach|strike)|kept the right|ability to strike|will continue|will keep|planned|favou?rs?|favou?red|distinction between|retaliatory|doesn['’]t matter)\b/u,
  ],
];

/** Words by which a later statement takes up the option spoken of just before. */
export const FOLLOW_UP =
  /\b(?:scepticism|skepticism|sceptical|skeptical|doubts?|leaps?(?! and bounds)|possible|mad rush|the idea|such (?:a step|a move|an arrangement|an exchange|exchange|strikes|raids|talks|cooperation|ties)|cautious|(?:wider|broader) conclusions?|(?:a )?lasting arrangement|oppos(?:e|es|ed) (?:that|this|it)\b|the arrangement|a model for|blueprint|(?:back(?:s|ed)|endors(?:es|ed)|favou?r(?:s|ed)|support(?:s|ed)) (?:it|them))\b/u;

/** Words that state a limit of an option. */
export const LIMIT =
  /\b(?:limit(?:s|ed|ing)?|up to \d+ ?%|percent of|only|too far|hours away|distance|transit|lack of|lacks?|no longer|endurance|(?:\d+|sixty|fifty|seventy) ?(?:%|per ?cent)|half (?:of )?(?:its|their|the|each)|blind spots?|cannot|restrict(?:s|ed)?|harder|more difficult)\b/u;

/** Words with which a speaker takes a side under a heading that names the option. */
export const TAKES_SIDES =
  /\b(?:favou?r(?:s|ed)?|support(?:s|ed)?|back(?:s|ed)|oppos(?:e|es|ed)|doubt(?:s|ed)|reject(?:s|ed)|took the (?:other|opposite) side|sceptical|skeptical|cautious|possible|nothing useful|supporters say|must earn|would have to be earned)\b/u;

/** Words that take the opposite of the side taken just before. */
export const OPPOSITE =
  /\btook the (?:other|opposite) side\b|\boppos(?:e|es|ed) (?:that|this|it)\b/u;

/** Words that hold on to what the option would end: a stance on them is the reverse of a stance on the option. */
export const KEEPS_FROZEN = /\bkeep(?:s|ing)? (?:\p{L}+ ){0,4}frozen\b/u;

/** What cannot stand in for something else: doubt of what is named before, support of what is named after. */
export const NO_SUBSTITUTE =
  /\b(?:(?:can|could|would|will|do|does)(?: not|n['’]t)|cannot|won['’]t|never) (?:\p{L}+ly |ever )?(?:replace|substitute for|make up for|stand in for)\b|\b(?:no|not an?|never an?) (?:\p{L}+ )?(?:substitute|replacement) for\b|\bnothing (?:can|could|would|will) replace\b/u;

/** A share of flying time lost on the way: a limit whatever verb tells it. */
export const TRANSIT =
  /\bin transit\b|\b(?:%|per ?cent|half|most) of (?:its|their|the|each)(?: \p{L}+)? (?:endurance|sortie|flight|flying|time)/u;
