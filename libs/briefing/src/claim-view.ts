import { type Claim } from '@wirebrief/claims';

import { claimantLabel } from './claimants';
import { claimsRead, idOfLive, type LiveClaim } from './live-claims';
import { figureText, GROUP_WORD, EFFECT_WORD } from './phrases';
import { isRejected } from './rulings';
import { type StoryState } from './story-state';
import { LINE_PHRASE } from './strike';

/** A claim of a live article as editors find it, with the id by which they decide on it. */
export interface ClaimView {
  readonly id: string;
  readonly articleId: string;
  readonly outlet: string;
  readonly kind: Claim['kind'];
  /** Who says it, or the outlet in its own voice. */
  readonly claimant: string;
  /** How it is read now: `10 civilians killed`. */
  readonly reading: string;
  /** Key of the incident; null for what is not told by incident. */
  readonly incident: string | null;
  readonly quote: string;
  readonly standing: 'counts' | 'accepted' | 'rejected' | 'amended';
  /** Number of the last decision on it, or null. */
  readonly decision: number | null;
}

/** Every claim that editors can decide on, those that are rejected included, by publication of their articles. */
export function claimViews(state: StoryState): readonly ClaimView[] {
  return claimsRead(state).map((live) => {
    const { claim, article, ruling } = live;
    return {
      id: idOfLive(live),
      articleId: article.identity.articleId,
      outlet: article.identity.outlet,
      kind: claim.kind,
      claimant: claimantLabel(live),
      reading: readingOf(claim),
      incident: claim.kind === 'figure' ? claim.incident.key : null,
      quote: claim.quote.text,
      standing: standingOf(live),
      decision: ruling?.latest.number ?? null,
    };
  });
}

function standingOf(live: LiveClaim): ClaimView['standing'] {
  if (live.ruling === null) return 'counts';
  if (isRejected(live)) return 'rejected';
  const isAsRead = Object.keys(live.ruling.set).length === 0 && live.ruling.incident === null;
  return isAsRead ? 'accepted' : 'amended';
}

/** A claim in a few words, without its quote. */
export function readingOf(claim: Claim): string {
  switch (claim.kind) {
    case 'figure':
      return `${figureText(claim)} ${GROUP_WORD[claim.group]} ${EFFECT_WORD[claim.effect]}`;
    case 'strike fact':
      return `${claim.aspect}: ${claim.value}`;
    case 'position':
      return `${claim.actor} ${LINE_PHRASE[claim.line]}`;
    case 'option':
      return `${claim.option.replaceAll('_', ' ')}: ${claim.constraint ? 'limit stated' : claim.stance}`;
  }
}
