import { StoreUnavailableError } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

import { explained, type Failure, LogUnavailable } from './sqlite-errors';

/** The error of the writer thread, or of SQLite in this one, as the port promises it. */
export function reported(error: unknown, file: string): unknown {
  const explanation = explained(error, file);
  if (!(explanation instanceof LogUnavailable)) return explanation;
  const { outcome, message, remedy } = explanation;
  return new StoreUnavailableError(outcome, message, remedy, { cause: error });
}

export function fromFailure({ code, category, message, remedy, outcome }: Failure): WirebriefError {
  if (outcome !== undefined) return new StoreUnavailableError(outcome, message, remedy);
  return new WirebriefError(code, category, message, remedy);
}
