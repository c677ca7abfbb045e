import {
  type ArticleEntry,
  type EditionEntry,
  type EditionReference,
  type NoticeModel,
  type StoryEntry,
} from '@wirebrief/application';
import { type Recall } from '@wirebrief/briefing';

import {
  renderChoiceHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderNoticedHtml,
  renderRecalledHtml,
  renderStoryHtml,
} from './html/render-html';
import { distinctProblems, problemOf, type TemplateProblem } from './html/template-problem';
import { loadTemplates, type Templates } from './html/templates';

/** What is wrong with the pages of the service that shows only when they are made: of each, the first problem. */
export function checkPages(folder: string): readonly TemplateProblem[] {
  const templates = loadTemplates(folder);
  const problems: TemplateProblem[] = [];
  for (const render of PAGES) {
    try {
      render(templates);
    } catch (error) {
      problems.push(problemOf(error));
    }
  }
  return distinctProblems(problems);
}

const AT = '2026-01-31T08:00:00Z';
const page = { language: 'en', timeZone: 'Asia/Kabul' };
const files = { html: '/s/1.html', pdf: '/s/1.pdf', json: '/s/1.json', zip: '/s/1.zip' };
const newest: EditionReference = { number: 4, issuedAt: AT, path: '/s/4.html' };

const recall = (by: Recall['by']): Recall => ({
  by,
  outlet: 'Example Gazette',
  reason: 'The figure was wrong.',
  at: AT,
  withdrawnAt: AT,
});
const RECALLS = (['outlet', 'editor'] as const).map(recall);

const edition: EditionEntry = {
  number: 4,
  issuedAt: AT,
  asOf: AT,
  position: 12,
  status: 'current',
  supersededBy: null,
  correction: null,
  recall: null,
  highlight: 'At least four people killed',
  files,
};
const EDITIONS: readonly EditionEntry[] = [
  edition,
  { ...edition, number: 3, status: 'superseded', supersededBy: newest },
  ...RECALLS.map((cause): EditionEntry => ({
    ...edition,
    number: 2,
    status: 'recalled',
    recall: cause,
    files: null,
  })),
  ...RECALLS.map((correction): EditionEntry => ({ ...edition, number: 1, correction })),
];

const story: StoryEntry = {
  id: 's',
  title: 'A strike',
  path: '/s',
  articleCount: 4,
  lastUpdateAt: AT,
  nextDue: AT,
  failedSchedules: [{ id: 'daily', due: AT }],
  editions: EDITIONS,
};
const emptyStory: StoryEntry = {
  ...{ ...story, articleCount: 0, lastUpdateAt: null, nextDue: null },
  ...{ failedSchedules: [], editions: [] },
};
const STORIES = [story, emptyStory, { ...story, editions: [...EDITIONS].reverse() }];

const article: ArticleEntry = {
  outlet: 'Example Gazette',
  headline: 'Strike hits harbour street',
  language: 'ps',
  url: 'https://gazette.example/strike',
  publishedAt: AT,
  receivedAt: AT,
  revision: 1,
  status: 'current',
};
const ARTICLES: readonly ArticleEntry[] = [
  article,
  { ...article, headline: '', url: null, publishedAt: null },
  ...(['withheld', 'replaced', 'killed'] as const).map((status) => ({ ...article, status })),
];

const notice: NoticeModel = {
  ...{ ...page, number: 3, issuedPath: '/files/1.html' },
  ...{ supersededBy: newest, correction: null, newest },
};
const NOTICES: readonly NoticeModel[] = [
  notice,
  { ...notice, supersededBy: { ...newest, path: null }, newest: null },
  ...RECALLS.map((correction) => ({ ...notice, supersededBy: null, correction, newest: null })),
];
const ISSUED = '<html><head><title>Edition</title></head><body><p>Edition</p></body></html>';

const ERROR = {
  status: 404,
  title: 'Not found',
  detail: 'There is nothing.',
  remedy: '',
  code: '',
};

/** Each page in each of its states. */
const PAGES: readonly ((templates: Templates) => string)[] = [
  (templates) => renderIndexHtml({ ...page, stories: STORIES, position: 12 }, templates),
  (templates) => renderIndexHtml({ ...page, stories: [], position: 0 }, templates),
  (templates) =>
    renderStoryHtml({ ...page, story, summary: ['A drone', AT], articles: ARTICLES }, templates),
  (templates) =>
    renderStoryHtml({ ...page, story: emptyStory, summary: [], articles: [] }, templates),
  ...NOTICES.flatMap((given) => [
    (templates: Templates) => renderNoticedHtml(ISSUED, given, templates),
    (templates: Templates) =>
      renderChoiceHtml({ ...given, story, newestPdf: given.newest?.path ?? null }, templates),
  ]),
  ...RECALLS.flatMap((cause) =>
    [newest, null].map(
      (later) => (templates: Templates) =>
        renderRecalledHtml({ ...page, number: 2, story, recall: cause, newest: later }, templates),
    ),
  ),
  (templates) => renderErrorHtml({ ...page, ...ERROR }, templates),
  (templates) =>
    renderErrorHtml({ ...page, ...ERROR, remedy: 'Go.', code: 'WB_STORY_UNKNOWN' }, templates),
];
