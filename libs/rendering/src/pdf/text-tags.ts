import { createTag, type Tag, type TagAttributes } from './tags';

/**
 * Which tag of a text: 0 is the element that owns the text, 1 the first of its inline tags. Undefined for what is
 * painted outside the structure tree. A text that is set the same in two documents has tags of its own in each.
 */
export type TagNumber = number | undefined;

export const OWNER = 0;

/** What a tag inside a text will be. */
export interface InlineTag {
  readonly type: string;
  /** The number of the tag around it. */
  readonly parent: number;
  readonly attributes: TagAttributes;
}

export function addInlineTag(tags: InlineTag[], tag: InlineTag): number {
  return tags.push(tag);
}

/** The tags of a text by their numbers; none inside what is hidden from the structure tree. */
export function tagsOfText(owner: Tag | undefined, inline: readonly InlineTag[]): readonly Tag[] {
  if (owner === undefined) return [];
  const tags = [owner];
  for (const { type, parent, attributes } of inline)
    tags.push(createTag(type, tags[parent], attributes));
  return tags;
}
