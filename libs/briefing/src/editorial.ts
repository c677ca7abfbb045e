import { type EditorNote, type Statement } from './briefing';
import { type Citer } from './citations';
import { claimantLabel } from './claimants';
import { idOfLive, liveClaims } from './live-claims';
import { capital } from './phrases';
import { rulingsOf } from './rulings';
import { type StoryState } from './story-state';

/** Notes of editors that hold, oldest first. */
export function notesOf(state: StoryState): readonly EditorNote[] {
  return rulingsOf(state).inForce.flatMap(({ number, at, decision }) =>
    decision.type === 'note' ? [{ decision: number, at, text: decision.text }] : [],
  );
}

/** What editors have pinned, in its own words, for as long as it stands. */
export function pinnedHighlights(state: StoryState, citer: Citer): readonly Statement[] {
  const pinned = new Set(
    rulingsOf(state).inForce.flatMap(({ decision }) =>
      decision.type === 'pin' ? [decision.claim] : [],
    ),
  );
  if (pinned.size === 0) return [];
  const statements = liveClaims(state)
    .filter((live) => pinned.delete(idOfLive(live)))
    .map((live) => ({
      text: `${capital(claimantLabel(live))}: “${live.claim.quote.text}”`,
      citations: [citer.cite(live)],
    }));
  return statements;
}
