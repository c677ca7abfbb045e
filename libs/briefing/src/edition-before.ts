import { type EditionIssued } from './story.events';
import { type StoryState } from './story-state';

type Edition = EditionIssued['data'];

/**
 * What a document of that kind is compared with: a flash with the newest document, an edition with the newest edition,
 * because whoever reads editions alone has not been told what a flash tells.
 */
export function editionBefore(
  { editions }: Pick<StoryState, 'editions'>,
  kind: Edition['kind'],
): Edition | undefined {
  return kind === 'flash' ? editions.at(-1) : editions.findLast((one) => one.kind === 'edition');
}
