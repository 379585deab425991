import type * as schema from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditFact } from '#domain/audit/actions.ts'
import type { OutboxMessage } from '#services/outbox.ts'

/** A publication without the hash of its PDF, which is known only once the rows that show in it are there. */
export type SeedPublication = Omit<typeof schema.publications.$inferInsert, 'renditionHash'> & {
  publishedBy: string
  /** Who publishes, for the audit log. */
  actor: Actor
  /** The label of the version. */
  label: string
}

/** Everything that is written for one organization, collected first so that it goes in with a few statements. */
export interface Rows {
  memberships: (typeof schema.memberships.$inferInsert)[]
  definitions: (typeof schema.approvalDefinitions.$inferInsert)[]
  documents: (typeof schema.documents.$inferSelect)[]
  drafts: (typeof schema.drafts.$inferInsert)[]
  readers: (typeof schema.documentReaders.$inferInsert)[]
  versions: (typeof schema.documentVersions.$inferInsert)[]
  labels: (typeof schema.versionLabels.$inferInsert)[]
  rounds: (typeof schema.approvalRounds.$inferInsert)[]
  steps: (typeof schema.approvalRoundSteps.$inferInsert)[]
  signoffs: (typeof schema.signoffs.$inferInsert)[]
  publications: SeedPublication[]
  counters: Map<string, number>
  notifications: (typeof schema.notifications.$inferInsert)[]
  outbox: OutboxMessage[]
  /** What search reads: the text in effect, and the working text. */
  texts: { documentId: string; inEffect: boolean; content: string }[]
  audit: { actor: Actor; fact: AuditFact }[]
}

export const noRows = (): Rows => ({
  memberships: [],
  definitions: [],
  documents: [],
  drafts: [],
  readers: [],
  versions: [],
  labels: [],
  rounds: [],
  steps: [],
  signoffs: [],
  publications: [],
  counters: new Map(),
  notifications: [],
  outbox: [],
  texts: [],
  audit: [],
})
