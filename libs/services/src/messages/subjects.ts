/** The NATS subjects of requests, each answered on the request's reply subject. */
export const SUBJECTS = {
  /** An article update, as for POST /articles. The answer is the receipt. */
  submitArticle: 'wirebrief.articles.submit',
  /** `{"story": "kabul-strike", "kind": "edition"}`. The answer is the edition that was issued. */
  issueEdition: 'wirebrief.editions.issue',
  /** `{"story": "kabul-strike", "reason": "new statement"}`. The answer says when the edition is due. */
  requestRebuild: 'wirebrief.stories.rebuild',
} as const;
