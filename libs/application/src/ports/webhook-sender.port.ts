export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

export interface WebhookAnswer {
  /** HTTP status; a redirect is an answer like any other and is not followed. */
  readonly status: number;
  /** Seconds that the receiver asks to be left alone for, or null. */
  readonly retryAfter: number | null;
}

/** Sends requests to addresses that people gave, and keeps them away from places that are none of their business. */
export abstract class WebhookSender {
  /** Throws `WB_WEBHOOK_URL` for an address that is never sent to. */
  abstract check(url: string): void;
  /** Rejects when there is no answer in time, and for an address that is not allowed. */
  abstract post(request: WebhookRequest): Promise<WebhookAnswer>;
}
