import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** What somebody has sent or written, in its schema. Each fault says what is taken, and in short what was given. */
export function parseInput<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
): z.ZodSafeParseResult<Output> {
  const parsed = schema.safeParse(value, { error: wordsOf, reportInput: true });
  if (parsed.success) return parsed;
  const issues = parsed.error.issues.map(({ input, ...issue }) => ({
    ...issue,
    message: `${issue.message}${given(issue, input)}`,
  }));
  return { success: false, error: new z.ZodRealError(issues) as z.ZodError<Output> };
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return `has no ${listOf(issue.keys)}${knownKeys(issue)}`;
  if (issue.code === 'too_big' || issue.code === 'too_small') return `must ${bound(issue)}`;
  const taken = takenBy(issue) ?? 'something else';
  return issue.input === undefined ? `is missing; give ${taken}` : `must be ${taken}`;
}

function takenBy(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type') return TYPES[issue.expected];
  if (issue.code === 'invalid_value') return listOf(issue.values, 'or');
  if (issue.code === 'invalid_format') return FORMATS[issue.format];
  return issue.code === 'invalid_union' ? unionOf(issue) : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  url: 'an http or https address such as "https://gazette.example/strike"',
  date: 'a day such as "2021-08-29"',
  datetime: 'an instant with its zone such as "2021-08-29T12:30:00Z"',
};

function unionOf(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (Array.isArray(issue.options)) return listOf(issue.options, 'or');
  const ways = issue.errors.flatMap(([first]) => first?.message ?? []);
  return [...new Set(ways)].map((way) => way.replace(/^must be /, '')).join(', or ');
}

function bound(
  issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall>,
): string {
  const isMost = issue.code === 'too_big';
  const limit = `${isMost ? 'at most' : 'at least'} ${isMost ? issue.maximum : issue.minimum}`;
  const { input } = issue;
  if (typeof input === 'string')
    return input === '' ? 'not be empty' : `have ${limit} characters, not ${input.length}`;
  return Array.isArray(input) ? `have ${limit} entries, not ${input.length}` : `be ${limit}`;
}

/** Of an object, what it takes. */
function knownKeys({ inst }: Issue): string {
  const def = inst?._zod.def as { readonly shape?: object } | undefined;
  const keys = Object.keys(def?.shape ?? {});
  return keys.length === 0 ? '' : `; it takes ${keys.join(', ')}`;
}

/** In short, where the words do not tell it already. */
function given(issue: Pick<z.core.$ZodIssue, 'code' | 'path'>, input: unknown): string {
  const { code, path } = issue;
  if (code === 'unrecognized_keys' || (isBound(code) && typeof input !== 'number')) return '';
  // Of the field that tells a variant, and of a rule between fields, the input is the object around them.
  const isAround = path.length > 0 && isObject(input) && code !== 'invalid_type';
  const value = isAround ? fieldOf(input, path) : input;
  return value === undefined ? '' : `, not ${brief(value)}`;
}

const fieldOf = (around: object, path: readonly PropertyKey[]): unknown =>
  Object.entries(around).find(([name]) => name === path.at(-1))?.[1];

const isBound = (code: string): boolean => code === 'too_big' || code === 'too_small';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const LONGEST = 60;

function brief(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** `"a", "b" or "c"`. */
function listOf(values: readonly unknown[], word = 'and'): string {
  const names = values.map((value) => JSON.stringify(value));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} ${word} ${last}`;
}
