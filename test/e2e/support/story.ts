import { type RunningProgram } from './program';
import { json, post } from './http';

/** An invented story, far from the sample. */
export const story = {
  id: 'harbour-strike',
  title: 'Old Harbour strike',
  incident: {
    title: 'Old Harbour strike',
    date: '2026-01-30',
    place: 'a warehouse in the Old Harbour of Port Lemma',
    actor: 'Lemmish air force',
  },
  timeZone: 'UTC',
} as const;

export interface ArticleSketch {
  readonly itemId: string;
  readonly version?: number;
  readonly killed?: string;
  readonly [field: string]: unknown;
}

/** An update of the story as a sender writes it; `killed` is the number of dead that a hospital official gives. */
export function article({ killed = 'Eight', ...fields }: ArticleSketch): Record<string, unknown> {
  return {
    source: 'harbour-news',
    outlet: 'Harbour News (test)',
    headline: 'Missile hits harbour warehouse',
    published: '2026-01-30T15:00:00Z',
    language: 'en',
    stories: [story.id],
    text: textWith(killed),
    ...fields,
  };
}

export function textWith(killed: string): string {
  return [
    'PORT LEMMA - A missile fired by the Lemmish air force struck a warehouse in the Old Harbour on Friday afternoon.',
    `${killed} civilians were killed in the strike, a hospital official said.`,
    'The Lemmish defence ministry said the warehouse was used by the Northern Front and that it was investigating.',
    'The minister said she supported relying on local partners rather than on strikes from abroad.',
  ].join('\n\n');
}

export interface Receipt {
  readonly articleId: string;
  readonly revisionId: string | null;
  readonly outcome: string;
  readonly stories: readonly string[];
  readonly position: number;
}

export async function openStory({ url }: RunningProgram): Promise<void> {
  const { status } = await post(`${url}/stories`, story);
  if (status !== 201 && status !== 200) throw new Error(`the story was answered with ${status}`);
}

export async function postArticle(
  { url }: RunningProgram,
  sketch: ArticleSketch,
): Promise<{ readonly status: number; readonly receipt: Receipt }> {
  const answer = await post(`${url}/articles`, article(sketch));
  return { status: answer.status, receipt: json(answer) as Receipt };
}
