import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { newestRound, type RoundFilter, type RoundState } from '#db/queries/rounds.ts'
import type { Actor } from '#domain/actor.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { type DocumentCommand, decide, type GuardFacts } from '#domain/documents/lifecycle.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, type Capability } from '#domain/roles.ts'
import { isInvisible } from '#domain/text.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { checked } from '../writing.ts'
import { ReasonGiven } from './input.ts'
import { requireRound } from './state.ts'

/** What the commands of a document's life share. */

interface Command {
  command: DocumentCommand
  capability: Capability
  facts?: GuardFacts
}

/** The reason as it is kept; empty where nothing of it can be seen, which the rules of the command refuse. */
export const reasonIn = (given: ReasonGiven): string =>
  isInvisible(given.reason) ? '' : checked(ReasonGiven, given).reason

/** The document locked, its command allowed to this actor and possible now; what comes of it is up to the caller. */
export async function lockForCommand(
  tx: Transaction,
  actor: Actor,
  reference: string,
  { command, capability, facts }: Command,
) {
  const document = await requireLocked(tx, actor, reference)
  authorize(actor, capability, { own: isOwn(actor, document) })
  return { document, status: decide(document.status, command, facts) }
}

/** The round that a document is in, under lock. @throws round_not_running */
export async function currentRound(tx: Transaction, document: DocumentRow, which: RoundFilter): Promise<RoundState> {
  const round = await newestRound(tx, document.orgId, document.id, which)
  if (!round) throw new DomainError('round_not_running', { status: document.status })
  return requireRound(tx, document.orgId, { roundId: round.id })
}

/** Refuses what would overtake a round that runs: one thing of a document is decided at a time. @throws round_open */
export async function requireNoRound(tx: Transaction, document: DocumentRow): Promise<void> {
  const round = await newestRound(tx, document.orgId, document.id, { status: 'running' })
  if (round) throw new DomainError('round_open', { noun: PURPOSES[round.purpose].noun })
}

/** What the audit entries of all commands say of the document. */
export const about = (document: DocumentRow) => ({
  subjectId: document.id,
  documentId: document.id,
  before: { status: document.status },
})
