import { type StrikeAspect } from '@wirebrief/claims';

interface FactPattern {
  readonly aspect: StrikeAspect;
  readonly pattern: RegExp;
  /**
   * `name`: the group `value`, in the words as written; `words`: the group `value`, whatever the case; `sentence`: all
   * of a sentence that has such words, whatever their case.
   */
  readonly value: 'name' | 'words' | 'sentence';
}

const NAME = "\\p{Lu}[\\p{L}'’.-]*(?:\\s+(?:al-|de |of |the )?\\p{Lu}[\\p{L}'’.-]*){0,3}";
const STRIKE =
  '(?:air ?strikes?|drone strikes?|missile strikes?|strikes?|attacks?|bombings?|raids?|bombardments?)';
const COMMON_PLACE =
  '(?:alley|street|neighbou?rhood|district|building|compound|house|home|hospital|cent(?:re|er)|village|market|courtyard|area|road|quarter|school|mosque)';

/** Phrases that tell a fact of a strike; a sentence about another incident is never held against them. */
export const FACT_PATTERNS: readonly FactPattern[] = [
  {
    aspect: 'place',
    pattern: new RegExp(
      `(?:took place|happened|occurred|came) in (?<value>(?:an? |the )(?:\\p{Ll}+[ -]){0,3}${COMMON_PLACE}(?: (?:of|in|near) ${NAME})?)`,
      'u',
    ),
    value: 'name',
  },
  {
    aspect: 'place',
    pattern: new RegExp(
      `\\b${STRIKE}(?: (?:on|against) (?:a|an|the|its) (?:[\\p{L}-]+ ){0,6}?[\\p{L}-]+)? in (?:the (?:\\p{L}+ )?(?:city|town|village|district|province) of )?(?<value>${NAME})`,
      'u',
    ),
    value: 'name',
  },
  {
    aspect: 'place',
    pattern: new RegExp(
      `\\b(?:hit|struck|bombed|destroyed) (?:a|an|the|its) (?:[\\p{L}-]+ ){1,6}?in (?<value>${NAME})`,
      'u',
    ),
    value: 'name',
  },
  {
    aspect: 'place',
    pattern: new RegExp(`\\b(?:strikes|operations|forces) on the ground in (?<value>${NAME})`, 'u'),
    value: 'name',
  },
  {
    aspect: 'weapon',
    pattern:
      /(?<value>(?:AGM-114 )?Hellfire missiles?|\b(?:AC-130\w?|MQ-9|F-\d+|A-10|Apache|B-52)\b[- ]?(?:gunship|Reaper|fighter jet|warplane|helicopter|bomber)?|\b\d[\d,]*-(?:pound|lb|kg)\b[^.,;]{0,20}?bombs?)/u,
    value: 'name',
  },
  {
    aspect: 'weapon',
    pattern:
      /\b(?<value>(?:unmanned )?drone|gunship|fighter jets?|warplanes?|helicopter gunships?|cruise missiles?|barrel bombs?|artillery) (?:air ?)?(?:strike|attack|fired|bombed|hit)\b/u,
    value: 'words',
  },
  { aspect: 'weapon', pattern: /\bfired (?:a|an|the|\w+) (?<value>missiles?)\b/u, value: 'words' },
  {
    aspect: 'target',
    pattern: new RegExp(
      `\\b${STRIKE} (?:on|against) (?<value>(?:an?|the|its) (?:[\\p{L}-]+ ){0,4}?(?:vehicle|car|truck|convoy|hospital|building|house|compound|clinic|wedding|school|camp|mosque|market|cent(?:re|er)))\\b`,
      'u',
    ),
    value: 'words',
  },
  {
    aspect: 'target',
    pattern:
      /\b(?:fired (?:a |an )?(?:\p{L}+ )?missiles? at|followed) (?<value>(?:the|a|an) (?:vehicle|car|truck|house|building|compound))\b/u,
    value: 'words',
  },
  {
    aspect: 'target',
    pattern:
      /\b(?:targeted|to target|targeting|aimed at|meant for|directed at|intended for) (?<value>(?:(?:an?|the|two|three|several|suspected|alleged|high-profile) )?(?:[\p{L}-]+ ){0,4}?(?:bombers?|fighters?|militants?|insurgents?|snipers?|operatives?|facilitators?|planners?|members?|terrorists?|leaders?|commanders?|vehicle|building|militants|rebels))\b/u,
    value: 'words',
  },
  {
    aspect: 'basis',
    pattern:
      /\b(?:footage|imagery|images|intelligence|video|surveillance)\b[^.]{0,80}\b(?:show(?:ed|s)?|loading|target|followed|indicated|believe|relied|possible)\b|\b(?:relied|leaned)\b[^.]{0,60}\b(?:surveillance|intelligence|footage|pictures)\b|\b(?:decision|strike|order|attack)\b[^.]{0,30}\b(?:rested|was based|were based|based|relied) on\b/u,
    value: 'sentence',
  },
  {
    aspect: 'basis',
    pattern:
      /\b(?:imminent (?:[\p{L}-]+ ){0,3}threat|self-defen[cs]e|“imminent” threat|evidence to believe|posing? (?:a|an) (?:\p{L}+ )?threat|were under fire|under threat|firing on|shooting at|called in (?:the|an) air ?strike|had requested|asked for air support)\b/u,
    value: 'sentence',
  },
  {
    aspect: 'secondary effect',
    pattern:
      /\b(?:secondary|further|subsequent|second|big secondary|additional) (?:explosions?|blasts?)\b|\b(?:explosions?|blasts?) (?:that followed|after the (?:missile|strike|bomb)|came after)\b/u,
    value: 'sentence',
  },
  {
    aspect: 'dispute',
    pattern:
      /\b(?:disput(?:e|ed|es|ing) (?:that|the|any)|questioned (?:the|whether)|(?:no|not any) (?:armed )?(?:combatants?|fighters|militants|explosives|bomb|evidence of (?:a|an|any) (?:bomb|explosives|second blast))|wrong information|had no (?:ties|links?) to|innocent (?:people|civilians|man)|hold no evidence)\b/u,
    value: 'sentence',
  },
];

/** A sentence without any of these words tells no fact; one test saves a dozen. */
export const FACT_WORDS =
  /strike|attack|on the ground|bomb|raid|missile|gunship|drone|plane|explosion|blast|target|aimed|threat|footage|imager|images|intelligence|video|surveillance|defen[cs]e|under fire|firing|shooting|disput|questioned|combatants|militants|fighters|explosives|information|innocent|ties to|links to|took place|happened|occurred/u;
