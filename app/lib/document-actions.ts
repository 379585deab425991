import type { DocumentStatus } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { listOf } from '#domain/words.ts'

/** What of a document, its round and its reader decides what can be done here. */
export interface ActionFacts {
  status: DocumentStatus
  inEffect: boolean
  /** The draft has no text yet. */
  empty: boolean
  /** Never submitted, so it may be deleted. */
  untouched: boolean
  roundRunning: boolean
  /** The day on which the approved version is planned to take effect, or null. */
  planned: string | null
  /** The day of the next review, when it is due soon or late; null: none is due. */
  reviewDue: string | null
  /** A sign-off that waits for this reader. */
  mySignoffId: string | null
  /** First names of those the round waits for. */
  awaited: readonly string[]
  may: {
    edit: boolean
    submit: boolean
    manageRound: boolean
    publish: boolean
    revise: boolean
    confirmReview: boolean
    ask: boolean
    archive: boolean
    delete: boolean
  }
}

export const DOCUMENT_ACTIONS = [
  'sign',
  'remind',
  'edit',
  'submit',
  'withdraw',
  'publish',
  'unplan',
  'confirm',
  'revise',
  'ask',
  'restore',
  'archive',
  'delete',
  'download',
] as const
export type DocumentAction = (typeof DOCUMENT_ACTIONS)[number]

type Rule = (facts: ActionFacts) => boolean

const POSSIBLE = {
  sign: (facts) => facts.mySignoffId !== null,
  remind: (facts) => facts.roundRunning && facts.may.manageRound && facts.awaited.length > 0,
  edit: (facts) => facts.status === 'draft' && facts.may.edit,
  submit: (facts) => facts.status === 'draft' && facts.may.submit && !facts.empty && !facts.roundRunning,
  withdraw: (facts) => (facts.status === 'in_review' || facts.roundRunning) && facts.may.manageRound,
  publish: (facts) => facts.status === 'approved' && facts.may.publish && !facts.roundRunning,
  unplan: (facts) => facts.planned !== null && facts.may.publish,
  confirm: (facts) =>
    facts.reviewDue !== null && facts.may.confirmReview && (!facts.roundRunning || facts.status === 'in_review'),
  revise: (facts) =>
    (facts.status === 'approved' || facts.status === 'published') && facts.may.revise && !facts.roundRunning,
  ask: (facts) => facts.inEffect && facts.may.ask,
  restore: (facts) => facts.status === 'archived' && facts.may.archive,
  archive: (facts) =>
    facts.status !== 'archived' && facts.status !== 'in_review' && facts.may.archive && !facts.roundRunning,
  delete: (facts) => facts.status === 'draft' && facts.untouched && facts.may.delete,
  download: (facts) => facts.inEffect || facts.status !== 'draft' || !facts.empty,
} as const satisfies Record<DocumentAction, Rule>

/** The next thing this person can do to this document, by state; the first that is possible. */
const NEXT: Record<DocumentStatus, readonly DocumentAction[]> = {
  draft: ['sign', 'submit', 'edit', 'download'],
  in_review: ['sign', 'remind', 'download'],
  approved: ['sign', 'publish', 'remind', 'download'],
  published: ['sign', 'confirm', 'remind', 'revise', 'download'],
  archived: ['restore', 'download'],
}

/** One primary action and the rest, in the order of the list; what is not allowed is not shown. */
export function actionsFor(facts: ActionFacts): { primary: DocumentAction | null; rest: DocumentAction[] } {
  const possible = DOCUMENT_ACTIONS.filter((action) => POSSIBLE[action](facts))
  const primary = NEXT[facts.status].find((action) => possible.includes(action)) ?? null
  return { primary, rest: possible.filter((action) => action !== primary) }
}

/** Can this be done here and now by this reader? */
export const isPossible = (action: DocumentAction, facts: ActionFacts): boolean => POSSIBLE[action](facts)

const LABELS = {
  sign: () => 'Review and sign',
  remind: ({ awaited }) => (awaited.length > 2 ? `Remind ${awaited.length} signers` : `Remind ${listOf(awaited)}`),
  edit: ({ empty }) => (empty ? 'Write the draft' : 'Edit draft'),
  submit: () => 'Submit for approval…',
  withdraw: ({ status }) => (status === 'in_review' ? 'Withdraw from review…' : 'Withdraw the request…'),
  publish: ({ planned }) => (planned ? 'Change date…' : 'Publish…'),
  unplan: () => 'Cancel planned publication…',
  confirm: () => 'Review…',
  revise: () => 'Revise…',
  ask: () => 'Ask people to accept…',
  restore: () => 'Restore…',
  archive: () => 'Archive…',
  delete: () => 'Delete draft…',
  download: () => 'Download PDF',
} as const satisfies Record<DocumentAction, (facts: ActionFacts) => string>

/** What an action is called on a button. */
export const labelOf = (action: DocumentAction, facts: ActionFacts): string => LABELS[action](facts)

/** Where an action leads: to its page, or to what answers its form. */
export function targetOf(org: string, identifier: string, action: DocumentAction, facts: ActionFacts): string {
  if (action === 'sign') return paths.sign(org, facts.mySignoffId ?? '')
  if (action === 'confirm') return paths.review(org, identifier)
  if (action === 'edit') return paths.documentEdit(org, identifier)
  if (action === 'download') return paths.documentExport(org, identifier, 'pdf')
  if (action === 'ask') return paths.newCampaign(org, identifier)
  return paths.documentCommand(org, identifier, action)
}
