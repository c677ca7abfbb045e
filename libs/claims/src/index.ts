export {
  type Claim,
  type Claimant,
  type ClaimantRole,
  type Dispute,
  type Effect,
  type FigureClaim,
  type FigureQualifier,
  type FigureStatus,
  type Group,
  type IncidentRef,
  isTotal,
  MAIN_INCIDENT,
  type OptionClaim,
  type PositionClaim,
  type PositionLine,
  type Quote,
  type Stance,
  type StrikeAspect,
  type StrikeFactClaim,
} from './claim';
export { type Extraction, type ExtractionInput, Extractor } from './extractor';
export { type IncidentDescription, type OptionDefinition } from './incident';
export { CopyIndex, groupCopies, signatureOf, type TextSignature } from './syndication';
