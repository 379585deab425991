export const DOCUMENT_STATUSES = ['draft', 'in_review', 'approved', 'published', 'archived'] as const
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number]

/** In these a process works on the document, or has failed and waits for a retry. */
export const STATUSES_IN_PROCESS = ['in_review', 'approved'] as const satisfies readonly DocumentStatus[]

export const DOCUMENT_STATUS_LABELS = {
  draft: 'Draft',
  in_review: 'In review',
  approved: 'Approved',
  published: 'Published',
  archived: 'Archived',
} as const satisfies Record<DocumentStatus, string>

/** A state as a reader sees it. */
export type ShownState = DocumentStatus | 'in_effect'

/**
 * What a document's state is called for a reader, in lists and on its page. Who reads only what is in effect does not learn
 * whether more is under way, so for them it is "in effect" and not "published".
 */
export const shownState = (status: DocumentStatus, { readsDrafts }: { readsDrafts: boolean }): ShownState =>
  status === 'published' && !readsDrafts ? 'in_effect' : status

/** How much a version changes what came before. */
export const CHANGE_TYPES = ['initial', 'major', 'minor', 'patch'] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

export const CHANGE_TYPE_LABELS = {
  initial: 'Initial',
  major: 'Major',
  minor: 'Minor',
  patch: 'Patch',
} as const satisfies Record<ChangeType, string>
