type SearchAttribute = { type: 'Keyword' | 'Datetime'; meaning: string }

/**
 * The search attributes by which operators find workflows in Temporal: the one table. The local server, the relay, the
 * workflows, deploy/temporal/namespace.sh and the operator guide agree with it. Ids and stages only, because Temporal
 * does not encrypt search attributes.
 */
export const SEARCH_ATTRIBUTES = {
  OrgId: { type: 'Keyword', meaning: 'The organization: `organizations.id`' },
  DocumentId: { type: 'Keyword', meaning: 'The document: `documents.id`' },
  ProcessKind: { type: 'Keyword', meaning: 'The kind of process: `approval`, `review` or `campaign`' },
  Stage: {
    type: 'Keyword',
    meaning:
      'The stage of the process: `in_review` from the start, `awaiting_publication` while it waits for its date, `publishing` when printing takes longer than ten seconds. Of a review `scheduled`, `due` in its last 30 days, `overdue`. Of a campaign `launching` and `open`. A process that has ended keeps its last stage',
  },
  DueAt: {
    type: 'Datetime',
    meaning: 'When the current step, the review, or the campaign is due. Empty when the step has no limit',
  },
} as const satisfies Record<string, SearchAttribute>

export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES
/** The attributes that a start sets. Values of `Datetime` are ISO strings. */
export type SearchAttributeValues = Partial<Record<SearchAttributeName, string>>
