import { wordSet } from './word-set';

/** Common function words by language. Words that two languages share count for both and so decide nothing. */
export const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: wordSet(
    'the of and to in that was for on with by at from his as it is were had has have be been are which this who their they but he she its an said not after',
  ),
  fr: wordSet(
    'le la les des du de et un une dans est que qui pour par sur au aux ce cette il elle ont avec pas sont été son sa ses leur après',
  ),
  de: wordSet(
    'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine einer als auch es an werden aus er hat dass sie nach bei wurde seien',
  ),
  es: wordSet(
    'el la los las de y en que un una por con para del se su al como más fue ha han es lo sus sobre entre este esta',
  ),
  it: wordSet(
    'il lo la gli le di e che un una per con del della dei nel nella sono è ha da al alla non si come più anche',
  ),
  pt: wordSet(
    'o os a as de e que em um uma por com para do da dos das no na se foi ao mais não como pelo pela são',
  ),
  nl: wordSet(
    'de het een en van in op te dat die is voor met zijn niet aan er om ook als bij door naar uit werd heeft',
  ),
  tr: wordSet('ve bir bu için ile olarak da de olan çok daha en gibi sonra kadar ise'),
};
