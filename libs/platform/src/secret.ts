import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/** A value that prints as `[redacted]` in logs, JSON and inspection; only `reveal` gives it away. */
export interface Secret<Value> {
  readonly reveal: () => Value;
  readonly toString: () => string;
}

export function secret<Value>(value: Value): Secret<Value> {
  const hidden = {
    reveal: () => value,
    toString: () => REDACTED,
    toJSON: () => REDACTED,
    [inspect.custom]: () => REDACTED,
  };
  return hidden;
}
