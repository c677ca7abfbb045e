import { type Requests } from '@wirebrief/application';
import { type CommitMeta } from '@wirebrief/kernel';
import { errorOfProblem } from '@wirebrief/platform';

export interface Question {
  readonly subject: string;
  readonly body: unknown;
  readonly meta: CommitMeta;
  readonly milliseconds: number;
  /** Where the same question asked again would otherwise be another one. */
  readonly id?: string;
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** The answer of another service; its problem becomes the same error as if it were this process's. */
export async function askService<Answer>(
  requests: Requests,
  { subject, body, meta, milliseconds, id }: Question,
): Promise<Answer> {
  const answer = await requests.send({
    subject,
    data: encoder.encode(JSON.stringify(body)),
    fields: {
      ...{ 'Correlation-Id': meta.correlationId, 'Wirebrief-Actor': meta.actor },
      ...(id !== undefined && { 'Nats-Msg-Id': id }),
    },
    milliseconds,
  });
  const content: unknown = JSON.parse(decoder.decode(answer.data));
  if (answer.fields['Content-Type'] === 'application/problem+json') throw errorOfProblem(content);
  return content as Answer;
}
