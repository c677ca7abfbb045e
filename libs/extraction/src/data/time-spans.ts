const MONTHS =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)';

/** Phrases that make a figure a total over a stretch of time or over many events, and so no incident's figure. */
const SPANS: readonly string[] = [
  `since (?:(?:the (?:start|beginning|outset)|late|early|mid|last)\\b|${MONTHS}\\b|(?:19|20)\\d\\d|it began|then\\b)`,
  '(?:\\d+|\\p{L}+)-(?:day|week|month|year)(?:-old)? (?:war|conflict|bombardment|campaign|offensive|siege|insurgency)\\b',
  'since \\w{3,4}\\.? \\d',
  'since [^.;]{3,60}?\\b(?:began|started|broke out|(?:19|20)\\d\\d)',
  '(?:so far )?this year\\b',
  '(?:in|over|during|for|within) (?:the )?(?:past|last|previous) (?:\\S+ )?(?:years?|months?|weeks?|decades?)\\b',
  '(?:in|over|during) (?:about |some |nearly |almost |more than |over )?(?:a decade|\\S+ (?:years|decades|months))\\b',
  'for (?:a|more than a|over a|nearly a) (?:decade|year)\\b',
  'years of (?:civil )?(?:war|conflict|fighting|violence|insurgency)\\b',
  '(?:in|over|during|throughout) the (?:whole |entire |course of the )?(?:\\S+ )?(?:war|conflict|campaign|insurgency|uprising|offensive)\\b',
  '(?:during|throughout|in all of|over the whole of) (?:19|20)\\d\\d\\b',
  '(?:last|each|every|per|a) year\\b(?! after| before| ago| earlier| later)',
  'in recent (?:years|months|weeks|days)\\b',
  `in ${MONTHS} and ${MONTHS}\\b`,
  `from (?:${MONTHS}|\\w{3,4}\\.?) ?\\d{0,2} (?:to|through|until)\\b`,
  'between (?:19|20)\\d\\d and\\b',
  `between ${MONTHS} (?:\\d+ )?and\\b`,
  'all (?:its|the|their) (?:air ?)?strikes\\b',
  'from all causes\\b',
  'by (?:its|their) (?:\\S+ )?(?:air ?)?strikes\\b',
];

export const TIME_SPAN = new RegExp(`\\b(?:${SPANS.join('|')})`, 'u');
