/**
 * Header with which a request asks for signs of life, and which marks each of them: whoever has taken it sends one at
 * once and then each second until it answers.
 */
export const PROGRESS = 'Wirebrief-Progress';

/** A question to another service, whichever of its replicas answers. */
export interface ServiceRequest {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
  /** How long the answer is waited for. */
  readonly milliseconds: number;
}

export interface ServiceAnswer {
  readonly data: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * What is sent must be safe to repeat: when the replica that has taken it gives no sign of life any more, it is sent
 * again. Rejects with `WB_SERVICE_ABSENT` when nobody takes the request, which then has not happened, and with
 * `WB_SERVICE_SILENT` when it was taken and no answer has come: nobody knows then.
 */
export abstract class Requests {
  abstract send(request: ServiceRequest): Promise<ServiceAnswer>;
}
