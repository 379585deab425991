import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { given, prepared } from '#db/drizzle-session.ts'
import { approvalRounds, drafts, memberships, organizations } from '#db/schema/index.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import type { DraftRow } from './documents.ts'
import { labelsOf } from './labels.ts'
import { ruleColumns } from './rules.ts'

/** The working copy, with who wrote last. */
export async function findDraft(tx: Transaction, orgId: string, documentId: string) {
  const [row] = await draftOfDocument(tx, { orgId, documentId })
  return row ?? null
}

const draftOfDocument = prepared('find_draft', (tx) =>
  tx
    .select({ draft: drafts, updatedByName: memberships.name })
    .from(drafts)
    .innerJoin(memberships, and(eq(memberships.orgId, drafts.orgId), eq(memberships.id, drafts.updatedBy)))
    .where(and(eq(drafts.orgId, given('orgId')), eq(drafts.documentId, given('documentId')))),
)

/** The working copy, with what a submit is judged by: the organization's rules, and the labels so far. */
export async function draftToSubmit(tx: Transaction, orgId: string, documentId: string) {
  const [row] = await draftWithRules(tx, { orgId, documentId })
  return row ?? null
}

const draftWithRules = prepared('draft_to_submit', (tx) =>
  tx
    .select({
      draft: drafts,
      rules: ruleColumns,
      labels: labelsOf(given('orgId'), given('documentId')),
      /** What is being decided about the document. */
      open: sql<ApprovalType | null>`(select ${approvalRounds.purpose} from ${approvalRounds}
        where ${approvalRounds.orgId} = ${given('orgId')} and ${approvalRounds.documentId} = ${given('documentId')}
          and ${approvalRounds.status} = 'running')`,
      /** The label that each round of the document was to give. */
      submissions: sql<string[]>`array(select ${approvalRounds.label} from ${approvalRounds}
        where ${approvalRounds.orgId} = ${given('orgId')} and ${approvalRounds.documentId} = ${given('documentId')}
          and ${approvalRounds.purpose} = 'approval')`,
    })
    .from(drafts)
    .innerJoin(organizations, eq(organizations.id, drafts.orgId))
    .where(and(eq(drafts.orgId, given('orgId')), eq(drafts.documentId, given('documentId')))),
)
export type DraftToSubmit = NonNullable<Awaited<ReturnType<typeof draftToSubmit>>>

export interface DraftChange {
  content: string
  variables: DraftRow['variables']
  /** What of an imported text was left out; without it, what is known of the one before stays. */
  importWarnings?: DraftRow['importWarnings']
  /** Whoever wrote, and with a restored version its authors too: none of them may approve what follows. */
  authorIds: string[]
  updatedBy: string
  at: Date
}

/**
 * Writes the draft if nobody has since `revision` was read.
 * @returns the new row, or null when another write came first
 */
export async function writeDraft(
  tx: Transaction,
  orgId: string,
  documentId: string,
  revision: number,
  change: DraftChange,
): Promise<DraftRow | null> {
  const [row] = await tx
    .update(drafts)
    .set({
      content: change.content,
      variables: change.variables,
      importWarnings: change.importWarnings,
      revision: sql`${drafts.revision} + 1`,
      authorIds: sql`(select array_agg(distinct a) from unnest(${drafts.authorIds} || ${sql.param(change.authorIds)}::uuid[]) a)`,
      updatedBy: change.updatedBy,
      updatedAt: change.at,
    })
    .where(and(eq(drafts.orgId, orgId), eq(drafts.documentId, documentId), eq(drafts.revision, revision)))
    .returning()
  return row ?? null
}

/** What the last import left out is known no more. The text stays as it is, and so does its revision. */
export async function forgetImportWarnings(tx: Transaction, orgId: string, documentId: string): Promise<void> {
  await tx
    .update(drafts)
    .set({ importWarnings: [] })
    .where(and(eq(drafts.orgId, orgId), eq(drafts.documentId, documentId)))
}

/** After an approval what is in the text was approved; only what is written from here on counts for the next round. */
export async function forgetAuthors(tx: Transaction, orgId: string, documentId: string): Promise<void> {
  await tx
    .update(drafts)
    .set({ authorIds: [] })
    .where(and(eq(drafts.orgId, orgId), eq(drafts.documentId, documentId)))
}
