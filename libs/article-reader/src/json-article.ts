import { parseInput } from '@wirebrief/application';
import { type ArticleUpdateInput, articleUpdateSchema } from '@wirebrief/newsroom';
import { type z } from 'zod';
import { inputError } from './input-errors';
import { normaliseText } from './normalise';

/**
 * The short form `{url, outlet, title, published, language, text}` or a whole article update; `title` is another word
 * for `headline`. Null and empty fields count as absent. Throws `WB_INPUT_JSON` or, with each wrong place,
 * `WB_INPUT_SHAPE`.
 */
export function readJsonArticle(text: string, name: string): ArticleUpdateInput {
  const value = parsed(text, name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw inputError('WB_INPUT_SHAPE', 'invalid', [
      `${name} holds ${Array.isArray(value) ? 'a JSON list' : 'a bare JSON value'}, not an article.`,
      'Give one JSON object for each article, in a file of its own, with at least "text".',
    ]);
  }
  const { title, ...rest } = withoutBlanks(value);
  if (title !== undefined && rest['headline'] !== undefined) {
    throw wrongShape(name, ['/title: give either "title" or "headline", not both']);
  }
  const checked = parseInput(
    articleUpdateSchema,
    title === undefined ? rest : { ...rest, headline: title },
  );
  if (!checked.success)
    throw wrongShape(name, problemsIn(checked.error, 'title' in value), checked.error);
  return { ...checked.data, text: normaliseText(checked.data.text) };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as SyntaxError).message;
    throw inputError(
      'WB_INPUT_JSON',
      'invalid',
      [
        `${name} is not valid JSON: ${reason}.`,
        'Correct it there, or give the text as a .txt file.',
      ],
      { cause: error },
    );
  }
}

function withoutBlanks(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== null && field !== ''),
  );
}

function problemsIn(error: z.ZodError, hasTitle: boolean): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const tokens = path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
    if (hasTitle && tokens[0] === 'headline') tokens[0] = 'title';
    return `${tokens.map((token) => `/${token}`).join('') || '(top level)'}: ${message}`;
  });
}

function wrongShape(name: string, problems: readonly string[], cause?: z.ZodError) {
  return inputError(
    'WB_INPUT_SHAPE',
    'invalid',
    [
      `${name} has the wrong shape: ${problems.join('; ')}.`,
      'Correct these fields. An article is {"text", and where known "url", "outlet", "title", "published", "language"}.',
    ],
    cause && { cause },
  );
}
