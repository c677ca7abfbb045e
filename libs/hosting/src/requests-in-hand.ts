import { type Server } from 'node:http';

import { type RequestHandler } from 'express';

// A client that has stopped half-way through its request is not waited for any longer.
const GRACE_MILLISECONDS = 5000;
const LOOK_MILLISECONDS = 20;

export interface RequestsInHand {
  /** Goes before every other handler. */
  readonly count: RequestHandler;
  /**
   * Runs `close`, which stops the server from listening, and ends the connections once no request is in hand: browsers
   * keep connections open that they may never use, and these would hold the process.
   */
  readonly finish: (server: Server, close: () => Promise<void>) => Promise<void>;
}

export function requestsInHand(): RequestsInHand {
  let inHand = 0;
  let isClosing = false;
  return {
    count: (_request, response, next) => {
      inHand += 1;
      response.once('close', () => {
        inHand -= 1;
      });
      if (isClosing) response.set('Connection', 'close');
      next();
    },
    finish: async (server, close) => {
      isClosing = true;
      const last = performance.now() + GRACE_MILLISECONDS;
      const look = setInterval(() => {
        if (inHand === 0 || performance.now() > last) server.closeAllConnections();
      }, LOOK_MILLISECONDS);
      try {
        await close();
      } finally {
        clearInterval(look);
      }
    },
  };
}
