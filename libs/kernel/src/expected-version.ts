import { type ExpectedVersion, type StreamVersion } from './log';

/** Whether a stream at `actual` (0: no stream) is as the writer believes. An erased stream still exists. */
export function isAsExpected(expected: ExpectedVersion, actual: StreamVersion): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'none':
      return actual === 0;
    case 'exists':
      return actual > 0;
    default:
      return expected === actual;
  }
}
