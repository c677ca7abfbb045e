import { NOTICES, problem, REQUESTS } from '@wirebrief/messages';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const ajv = addFormats(new Ajv2020({ allErrors: true }));
// As output, objects are closed: an answer with a field that is not in its schema is wrong here.
const validators = new Map(
  Object.values(REQUESTS).map(({ subject, answer }) => [
    subject,
    ajv.compile(z.toJSONSchema(answer.schema, { io: 'output' })),
  ]),
);
const validateProblem = ajv.compile(z.toJSONSchema(problem.schema, { io: 'output' }));

/** What is wrong with the answer to a request, by the published schema and nothing beside it. */
export function answerErrors(subject: string, contentType: string, body: unknown): unknown {
  const isProblem = contentType === 'application/problem+json';
  const validate = isProblem ? validateProblem : validators.get(subject);
  if (validate === undefined) return `no schema for ${subject}`;
  return validate(body) ? null : validate.errors;
}

const validateNotice = ajv.compile(z.toJSONSchema(NOTICES.editionIssued.schema, { io: 'output' }));

/** What is wrong with a notice of an edition. */
export function noticeErrors(body: unknown): unknown {
  return validateNotice(body) ? null : validateNotice.errors;
}
