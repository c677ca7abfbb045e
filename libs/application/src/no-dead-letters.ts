import { WirebriefError } from '@wirebrief/kernel';

import { DeadLetters } from './ports/dead-letters.port';

/** Where no messages are kept, none is given up: every call rejects with `WB_DEAD_LETTERS_NONE`. */
export class NoDeadLetters extends DeadLetters {
  list(): Promise<never> {
    return none();
  }

  show(): Promise<never> {
    return none();
  }

  retry(): Promise<never> {
    return none();
  }

  drop(): Promise<never> {
    return none();
  }
}

function none(): Promise<never> {
  return Promise.reject(
    new WirebriefError(
      'WB_DEAD_LETTERS_NONE',
      'not-found',
      'This server keeps its log in a folder and takes no messages that are kept: it has no dead letters.',
      'Ask a gateway of the distributed mode, or a server with STORE=jetstream.',
    ),
  );
}
