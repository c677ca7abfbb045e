import { attach, createTag, type Tag, type TagAttributes } from './tags';

/**
 * Which tag of a text or of a stack of boxes: 0 is the element that owns it, 1 the first of the tags inside. Undefined for
 * what is painted outside the structure tree. What is set the same in two documents has tags of its own in each.
 */
export type TagNumber = number | undefined;

export const OWNER = 0;

/** What a tag will be. */
export interface NumberedTag {
  readonly type: string;
  /** The number of the tag around it. */
  readonly parent: number;
  readonly attributes: TagAttributes;
  /** Stands in the tree by its number; others stand where the first thing of theirs is painted. */
  readonly isBlock?: boolean;
}

/** Where the tags of a text or of a stack went: its owner, and the number before that of its first one. */
export interface TagPlace {
  readonly owner: TagNumber;
  readonly before: number;
}

const HIDDEN: TagPlace = { owner: undefined, before: 0 };

/** Takes the tags of what is laid out, in order. */
export interface TagCollector {
  /** Of the tag added last. */
  readonly last: () => number;
  /** `parent` holds instead of that of the tag. Gives the number of the new tag. */
  readonly add: (tag: Omit<NumberedTag, 'parent'>, parent: number) => number;
}

export function collectNumbered(tags: NumberedTag[]): TagCollector {
  return {
    last: () => tags.length,
    add: ({ type, attributes, isBlock = false }, parent) =>
      tags.push({ type, parent, attributes, isBlock }),
  };
}

/** Makes them the tags of a document. `tags` begins with the owner of all. */
export function collectTags(tags: Tag[]): TagCollector {
  return {
    last: () => tags.length - 1,
    add({ type, attributes, isBlock }, parent) {
      const tag = createTag(type, tags[parent], attributes);
      if (isBlock === true) attach(tag);
      return tags.push(tag) - 1;
    },
  };
}

/** Adds the tags of a text or of a stack; none inside what is hidden from the structure tree. */
export function placeTags(
  tags: readonly NumberedTag[],
  owner: TagNumber,
  collector: TagCollector,
): TagPlace {
  if (owner === undefined) return HIDDEN;
  const before = collector.last();
  for (const tag of tags) collector.add(tag, tag.parent === OWNER ? owner : before + tag.parent);
  return { owner, before };
}

/** The number that a tag of what was placed has where it was placed. */
export function numberAt(place: TagPlace, number: TagNumber): TagNumber {
  if (number === undefined || place.owner === undefined) return undefined;
  return number === OWNER ? place.owner : place.before + number;
}

/** What is placed inside of what is placed. */
export function placeWithin(outer: TagPlace, inner: TagPlace): TagPlace {
  return { owner: numberAt(outer, inner.owner), before: outer.before + inner.before };
}
