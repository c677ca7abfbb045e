import { canonicalJson, type Decider, NAME, WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import { type StoryDefinition, type StoryEvent } from './story.events';

const line = z.string().trim().max(500);

export const storyInputSchema = z.strictObject({
  id: z.string().regex(NAME, 'must be lower-case words joined by hyphens').max(64).optional(),
  title: line.min(1),
  incident: z
    .strictObject({
      title: line.default(''),
      date: z.iso.date().or(z.literal('')).default(''),
      place: line.default(''),
      actor: line.default(''),
      weapon: line.default(''),
      target: line.default(''),
    })
    .prefault({}),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as "Asia/Kabul"')
    .default('UTC'),
  language: z.literal('en').default('en'),
  terms: z.array(line.min(2)).max(100).optional(),
  options: z
    .array(
      z.strictObject({
        key: z
          .string()
          .regex(/^[a-z0-9_]{1,64}$/, 'must be lower-case letters, digits and _, at most 64'),
        label: line.min(1),
        phrases: z.array(line.min(2)).min(1).max(100),
      }),
    )
    .max(100)
    .default([]),
});

export type StoryInput = z.infer<typeof storyInputSchema>;

export interface OpenStory {
  readonly type: 'OpenStory';
  readonly story: StoryInput;
}

/** The definition in force, or null before the story is opened. */
export type StoryHead = StoryDefinition | null;

export const storyDecider: Decider<OpenStory, StoryHead, StoryEvent> = {
  initialState: null,
  decide: (command, head) => {
    const definition = definitionOf(command.story);
    if (head === null) return [{ type: 'StoryOpened', data: definition }];
    // The log keeps data with sorted keys: only the values tell whether it is the same definition.
    if (canonicalJson(head) === canonicalJson(definition)) return [];
    throw new WirebriefError(
      'WB_STORY_EXISTS',
      'conflict',
      `The story ${definition.storyId} is already open with another definition.`,
      'Choose another id.',
    );
  },
  evolve: (_, event) => event.data,
};

export function storyIdOf(story: StoryInput): string {
  if (story.id !== undefined) return story.id;
  const id = story.title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'story' : id;
}

function definitionOf(story: StoryInput): StoryDefinition {
  const { title, incident, timeZone, language, options } = story;
  return {
    storyId: storyIdOf(story),
    title,
    incident: { ...incident, title: incident.title === '' ? title : incident.title },
    timeZone,
    language,
    terms: story.terms ?? properNames(incident.place),
    options,
  };
}

/** `street near the Old Bridge, Kabul, Afghanistan` gives Old Bridge, Kabul and Afghanistan. */
export function properNames(place: string): readonly string[] {
  return place.match(/\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*/gu) ?? [];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
