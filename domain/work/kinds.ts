import { can, type Holder } from '../roles.ts'

/** What can wait for a person. What is planned and what is done wait for nobody. */
export const WORK_KINDS = ['signoff', 'sent_back', 'publish', 'review'] as const
export type WorkKind = (typeof WORK_KINDS)[number]

export const isWorkKind = (value: unknown): value is WorkKind => WORK_KINDS.some((kind) => kind === value)

/** Whether work of a kind can wait for this person: only what they may do themselves does. */
const REACHES: Record<WorkKind, (actor: Holder) => boolean> = {
  // Whoever was asked may decide, whatever their roles.
  signoff: () => true,
  sent_back: (actor) => can(actor, 'documents.edit', { own: true }),
  publish: (actor) => can(actor, 'documents.publish'),
  review: (actor) => can(actor, 'documents.confirm_review', { own: true }),
}

/** The kinds of work that can wait for this person, in the order in which they are shown. */
export const workKindsOf = (actor: Holder): WorkKind[] => WORK_KINDS.filter((kind) => REACHES[kind](actor))
