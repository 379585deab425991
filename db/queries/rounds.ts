import { and, asc, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { given, prepared } from '#db/drizzle-session.ts'
import {
  approvalRoundSteps,
  approvalRounds,
  documents,
  documentVersions,
  organizations,
  processFailures,
  signoffs,
} from '#db/schema/index.ts'
import type { PlannedStep } from '#domain/approvals/definition.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DocumentRow } from './documents.ts'
import { type GivenLabel, labelsOf } from './labels.ts'
import { openFailureOf } from './processes.ts'
import { type Rules, ruleColumns } from './rules.ts'
import type { SignoffRow } from './signoffs.ts'
import { type VersionHead, versionHead } from './versions.ts'
import { concerns, visibleTo } from './visibility.ts'

export type RoundRow = typeof approvalRounds.$inferSelect
export type StepRow = typeof approvalRoundSteps.$inferSelect

/** A round with everything it is judged by. */
export interface RoundState {
  document: DocumentRow
  round: RoundRow
  version: VersionHead
  rules: Rules
  /** By position. */
  steps: StepRow[]
  signoffs: SignoffRow[]
  /** Of all versions of the document that have one, in no order. */
  labels: GivenLabel[]
  /** Of the document: its newest approval alone decides what becomes of its text. */
  newestRoundId: string | null
}

/** Which round: by its own id, or by that of a sign-off that was asked for in it. */
export type WhichRound = { roundId: string } | { signoffId: string }

const versionOfRound = and(
  eq(documentVersions.orgId, approvalRounds.orgId),
  eq(documentVersions.id, approvalRounds.versionId),
)

const ofStep = and(eq(signoffs.orgId, approvalRoundSteps.orgId), eq(signoffs.stepId, approvalRoundSteps.id))
const inOrder = [asc(approvalRoundSteps.position), asc(signoffs.requestedAt), asc(signoffs.id)]

/** Steps and sign-offs of a round out of their joined rows. */
const assembled = (rows: readonly { step: StepRow; signoff: SignoffRow | null }[]) => ({
  steps: rows.map(({ step }) => step).filter((step, place, all) => step.id !== all[place - 1]?.id),
  signoffs: rows.flatMap(({ signoff }) => signoff ?? []),
})

/**
 * A round, locked, in two trips. The document's row is locked first, as every change of a document does, so that two
 * transactions never wait for one another.
 */
export async function lockRound(tx: Transaction, orgId: string, which: WhichRound): Promise<RoundState | null> {
  const [found] = await ('roundId' in which ? lockById : lockBySignoff)(tx, { orgId, ...which })
  if (!found) return null
  const { document, round } = found
  // After the lock, in a statement of its own: the rows of a step are as the transaction before has left them.
  const parts = await partsOfRound(tx, { orgId, documentId: document.id, roundId: round.id })
  const [first] = parts
  return { ...found, ...assembled(parts), labels: first?.labels ?? [], newestRoundId: first?.newestRoundId ?? null }
}

const lock = (tx: Transaction, which: SQL) =>
  tx
    .select({ document: documents, round: approvalRounds, version: versionHead, rules: ruleColumns })
    .from(approvalRounds)
    .innerJoin(documents, and(eq(documents.orgId, approvalRounds.orgId), eq(documents.id, approvalRounds.documentId)))
    .innerJoin(documentVersions, versionOfRound)
    .innerJoin(organizations, eq(organizations.id, approvalRounds.orgId))
    .where(and(eq(approvalRounds.orgId, given('orgId')), which))
    // Locks are taken in the order named here, and what was locked is read anew after the wait.
    // Rows that only name the document may be written meanwhile: who accepts holds a campaign that a publication waits for.
    .for('no key update', { of: [documents, approvalRounds] })

const lockById = prepared('lock_round', (tx) => lock(tx, eq(approvalRounds.id, given('roundId'))))

/** A sign-off belongs to one round for ever, so it may be looked up before the lock. */
const lockBySignoff = prepared('lock_round_of_signoff', (tx) => {
  const asked = and(eq(signoffs.orgId, given('orgId')), eq(signoffs.id, given('signoffId')))
  return lock(tx, eq(approvalRounds.id, tx.select({ id: signoffs.roundId }).from(signoffs).where(asked)))
})

const newestFirst = [desc(approvalRounds.submittedAt), desc(approvalRounds.id)]

const decidesOnText = eq(approvalRounds.purpose, 'approval')

/** The id of the newest approval of a document, for a prepared query. */
const newestOf = (tx: Transaction) =>
  tx
    .select({ id: approvalRounds.id })
    .from(approvalRounds)
    .where(
      and(eq(approvalRounds.orgId, given('orgId')), eq(approvalRounds.documentId, given('documentId')), decidesOnText),
    )
    .orderBy(...newestFirst)
    .limit(1)

const partsOfRound = prepared('parts_of_round', (tx) =>
  tx
    .select({
      step: approvalRoundSteps,
      signoff: signoffs,
      labels: labelsOf(given('orgId'), given('documentId')),
      newestRoundId: sql<string>`(${newestOf(tx)})`,
    })
    .from(approvalRoundSteps)
    .leftJoin(signoffs, ofStep)
    .where(and(eq(approvalRoundSteps.orgId, given('orgId')), eq(approvalRoundSteps.roundId, given('roundId'))))
    .orderBy(...inOrder),
)

/** Rounds with their steps and all who were asked in them, in their order: one query for however many rounds. */
async function withSteps<R extends { round: RoundRow }>(tx: Transaction, orgId: string, rounds: R[]) {
  const ids = rounds.map(({ round }) => round.id)
  const rows = await tx
    .select({ step: approvalRoundSteps, signoff: signoffs })
    .from(approvalRoundSteps)
    .leftJoin(signoffs, ofStep)
    .where(and(eq(approvalRoundSteps.orgId, orgId), inArray(approvalRoundSteps.roundId, ids)))
    .orderBy(...inOrder)
  return rounds.map((found) => ({
    ...found,
    ...assembled(rows.filter(({ step }) => step.roundId === found.round.id)),
  }))
}

/** Which rounds: those of a purpose, and those that stand so. */
export interface RoundFilter {
  purpose?: RoundRow['purpose']
  status?: RoundRow['status']
}

/** The newest round of a document, of all or of some. */
export async function newestRound(
  tx: Transaction,
  orgId: string,
  documentId: string,
  { purpose, status }: RoundFilter = {},
): Promise<RoundRow | null> {
  const [row] = await tx
    .select()
    .from(approvalRounds)
    .where(
      and(
        eq(approvalRounds.orgId, orgId),
        eq(approvalRounds.documentId, documentId),
        purpose && eq(approvalRounds.purpose, purpose),
        status && eq(approvalRounds.status, status),
      ),
    )
    .orderBy(...newestFirst)
    .limit(1)
  return row ?? null
}

/** Which rounds of a document. `current`: those that have stopped come first, since they wait for somebody. */
interface OfDocument {
  documentId: string
  purpose?: RoundRow['purpose']
  current?: boolean
  before?: string
  limit: number
}

/**
 * Rounds with their parts, as they are now, without a lock: one, or those of a document, newest first. `failure` is that of
 * the process, when nobody has retried it yet.
 */
export async function roundsWithParts(tx: Transaction, orgId: string, of: OfDocument | { roundId: string }) {
  const which =
    'roundId' in of
      ? eq(approvalRounds.id, of.roundId)
      : and(
          eq(approvalRounds.documentId, of.documentId),
          of.purpose && eq(approvalRounds.purpose, of.purpose),
          of.before ? earlierThan(orgId, of.before) : undefined,
        )
  const rounds = await tx
    .select({ round: approvalRounds, version: versionHead, failure: processFailures })
    .from(approvalRounds)
    .innerJoin(documentVersions, versionOfRound)
    .leftJoin(processFailures, openFailureOf('approval', approvalRounds))
    .where(and(eq(approvalRounds.orgId, orgId), which))
    .orderBy(...('current' in of && of.current ? [asc(isNull(processFailures.id)), ...newestFirst] : newestFirst))
    .limit('roundId' in of ? 1 : of.limit)
  return rounds.length === 0 ? [] : withSteps(tx, orgId, rounds)
}

const earlierThan = (orgId: string, roundId: string): SQL =>
  sql`(${approvalRounds.submittedAt}, ${approvalRounds.id}) < (select r.submitted_at, r.id from approval_rounds r where r.org_id = ${orgId} and r.id = ${roundId})`

/**
 * What was said at the end of a round: by who rejected it, else why it was ended, else why its document was sent back after
 * the approval.
 */
export async function endOfRound(tx: Transaction, orgId: string, id: string) {
  const [row] = await tx
    .select({
      document: { classification: documents.classification },
      reason: sql<string | null>`coalesce(
        (select ${signoffs.comment} from ${signoffs} where ${signoffs.orgId} = ${approvalRounds.orgId}
          and ${signoffs.roundId} = ${approvalRounds.id} and ${signoffs.status} = 'rejected' limit 1),
        ${approvalRounds.endReason},
        case when ${approvalRounds.status} = 'approved' then coalesce(${documents.revisionReason}, ${documents.archiveReason}) end)`,
    })
    .from(approvalRounds)
    .innerJoin(documents, and(eq(documents.orgId, approvalRounds.orgId), eq(documents.id, approvalRounds.documentId)))
    .where(and(eq(approvalRounds.orgId, orgId), eq(approvalRounds.id, id)))
  return row ?? null
}

/** The round that approved a version, and the version. @throws Error when nobody approved it */
export async function approvalOfVersion(tx: Transaction, orgId: string, versionId: string) {
  const [row] = await tx
    .select({ round: approvalRounds, version: versionHead })
    .from(approvalRounds)
    .innerJoin(documentVersions, versionOfRound)
    .where(and(eq(approvalRounds.orgId, orgId), eq(approvalRounds.versionId, versionId), decidesOnText))
  if (!row) throw new Error('nobody approved the version')
  return row
}

/** A round's row, without a lock. */
export async function findRound(tx: Transaction, orgId: string, id: string): Promise<RoundRow | null> {
  const [row] = await tx
    .select()
    .from(approvalRounds)
    .where(and(eq(approvalRounds.orgId, orgId), eq(approvalRounds.id, id)))
  return row ?? null
}

/** Rounds that a reader may see, newest first: of documents whose drafts they read, and of those that concern them. */
export function listRounds(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  { statuses, before, limit }: { statuses?: RoundRow['status'][]; before?: string; limit: number },
) {
  return tx
    .select({ round: approvalRounds, identifier: documents.identifier, title: documents.title })
    .from(approvalRounds)
    .innerJoin(documents, and(eq(documents.orgId, approvalRounds.orgId), eq(documents.id, approvalRounds.documentId)))
    .where(
      and(
        eq(approvalRounds.orgId, orgId),
        visibleTo(reader),
        reader.readsDrafts ? undefined : concerns(reader),
        statuses?.length ? inArray(approvalRounds.status, statuses) : undefined,
        // Ids are UUIDv7: their order is the order of time.
        before ? lt(approvalRounds.id, before) : undefined,
      ),
    )
    .orderBy(desc(approvalRounds.id))
    .limit(limit)
}

export async function insertRound(
  tx: Transaction,
  values: typeof approvalRounds.$inferInsert,
  steps: readonly { id: string; plan: PlannedStep }[],
): Promise<RoundRow> {
  const [round] = await tx.insert(approvalRounds).values(values).returning()
  if (!round) throw new Error('the round was not stored')
  await tx.insert(approvalRoundSteps).values(
    steps.map(({ id, plan }, index) => ({
      orgId: round.orgId,
      id,
      roundId: round.id,
      position: index + 1,
      name: plan.name,
      rule: plan.rule,
      quorum: plan.quorum,
      plan,
    })),
  )
  return round
}

/** Changes a running round; the database refuses to change an ended one. */
export async function updateRound(
  tx: Transaction,
  round: RoundRow,
  changes: Partial<Pick<RoundRow, 'status' | 'endedAt' | 'endReason' | 'dueAt'>>,
): Promise<void> {
  await tx
    .update(approvalRounds)
    .set(changes)
    .where(and(eq(approvalRounds.orgId, round.orgId), eq(approvalRounds.id, round.id)))
}

export async function updateStep(
  tx: Transaction,
  step: StepRow,
  changes: Partial<Pick<StepRow, 'status' | 'startedAt' | 'endedAt' | 'dueAt'>>,
): Promise<void> {
  await tx
    .update(approvalRoundSteps)
    .set(changes)
    .where(and(eq(approvalRoundSteps.orgId, step.orgId), eq(approvalRoundSteps.id, step.id)))
}

/** Ends what of a round's steps is not over yet. */
export async function cancelOpenSteps(tx: Transaction, round: RoundRow, at: Date): Promise<void> {
  await tx
    .update(approvalRoundSteps)
    .set({ status: 'canceled', endedAt: at })
    .where(
      and(
        eq(approvalRoundSteps.orgId, round.orgId),
        eq(approvalRoundSteps.roundId, round.id),
        inArray(approvalRoundSteps.status, ['waiting', 'active']),
      ),
    )
}
