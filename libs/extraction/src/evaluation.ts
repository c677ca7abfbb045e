import {
  type Claim,
  type Extractor,
  type FigureClaim,
  type IncidentDescription,
} from '@wirebrief/claims';

/** An article file of an evaluation folder. */
export interface EvaluationArticle {
  readonly url?: string;
  readonly outlet?: string;
  readonly title?: string;
  readonly published?: string;
  readonly language?: string;
  readonly text: string;
}

/** The `incident` field of a labelled story: what the story is about, in the labellers' field names. */
export type EvaluationIncident = Readonly<Record<string, string | undefined>>;

export interface StoryPrediction {
  readonly story: string;
  readonly article: string;
  readonly tollClaims: readonly object[];
  readonly positions: readonly object[];
  readonly options: readonly object[];
  readonly syndicationGroup: string;
}

export interface MucPrediction {
  readonly id: string;
  readonly claims: readonly object[];
}

/** Names one article of one story; articles that are copies of each other share a group. */
export interface StoryPlace {
  readonly story: string;
  readonly article: string;
  readonly syndicationGroup: string;
}

/** One line of a prediction file for labelled stories. Only the story's principal incident is told to the extractor. */
export function predictStory(
  extractor: Extractor,
  place: StoryPlace,
  article: EvaluationArticle,
  incident: EvaluationIncident,
): StoryPrediction {
  const { claims } = extractor.extract({
    headline: article.title ?? '',
    outlet: article.outlet ?? '',
    published: article.published ?? '',
    language: article.language ?? '',
    text: article.text,
    incident: toIncident(incident),
    options: [],
  });
  return {
    ...place,
    tollClaims: claims.filter(isToll).map((claim) => ({
      ...spanOf(claim),
      effect: claim.effect === 'casualties' ? 'killed' : claim.effect,
      category: claim.group,
      min: claim.min,
      max: claim.max,
      claimant: claim.claimant?.name ?? '',
      incident: claim.incident.key === 'main' ? 'main' : 'other',
      status: claim.status,
    })),
    positions: claims.flatMap((claim) =>
      claim.kind === 'position' ? [{ actor: claim.actor, line: claim.line, ...spanOf(claim) }] : [],
    ),
    options: claims.flatMap((claim) =>
      claim.kind === 'option'
        ? [
            {
              option: claim.option,
              stance: claim.stance,
              who: claim.claimant?.name ?? '',
              ...spanOf(claim),
            },
          ]
        : [],
    ),
  };
}

/** One line of a prediction file for the MUC texts, which tell no incident and label killed and injured only. */
export function predictMuc(
  extractor: Extractor,
  document: { readonly id: string; readonly text: string },
): MucPrediction {
  const none: IncidentDescription = {
    title: '',
    date: '',
    place: '',
    actor: '',
    weapon: '',
    target: '',
  };
  const { claims } = extractor.extract({
    headline: '',
    outlet: '',
    published: '',
    language: 'en',
    text: document.text,
    incident: none,
    options: [],
  });
  return {
    id: document.id,
    claims: claims
      .filter(
        (claim): claim is FigureClaim =>
          claim.kind === 'figure' && (claim.effect === 'killed' || claim.effect === 'injured'),
      )
      .filter((claim) => claim.status !== 'denied' && !claim.incident.key.startsWith('aggregate'))
      .map((claim) => ({
        effect: claim.effect,
        min: claim.min,
        max: claim.max,
        ...(claim.qualifier === 'about' ? { approx: true } : {}),
        ...spanOf(claim),
      })),
  };
}

// A number of "killed or wounded" together tells neither; the labelled sets leave it out.
const TOGETHER =
  /\b(?:killed|dead|deaths?|died)(?: or | and |\/)(?:\p{Ll}+ly )?(?:wounded|injured|hurt|injur)|\b(?:wounded|injured) (?:or|and) (?:killed|dead)\b/iu;

const isToll = (claim: Claim): claim is FigureClaim =>
  claim.kind === 'figure' &&
  claim.effect !== 'missing' &&
  !claim.increment &&
  !(claim.effect === 'casualties' && TOGETHER.test(claim.quote.text));

const spanOf = ({ quote }: Claim): { quote: string; start: number; end: number } => ({
  quote: quote.text,
  start: quote.start,
  end: quote.end,
});

function toIncident(fields: EvaluationIncident): IncidentDescription {
  return {
    title: fields['title'] ?? '',
    date: fields['date'] ?? '',
    place: fields['place'] ?? '',
    actor: fields['actor'] ?? '',
    weapon: fields['weapon'] ?? '',
    target: fields['target_claimed'] ?? fields['target'] ?? '',
  };
}
