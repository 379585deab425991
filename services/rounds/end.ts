import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { closeFailure } from '#db/queries/processes.ts'
import { cancelOpenSteps, type RoundState, updateRound } from '#db/queries/rounds.ts'
import { withdrawSignoffs } from '#db/queries/signoffs.ts'
import { transition } from '#domain/documents/lifecycle.ts'
import type { FactsOf } from '#domain/notifications/registry.ts'
import { notify } from '../notifications/notify.ts'
import { isOpen, processOfRound } from './state.ts'

export interface End {
  as: 'rejected' | 'withdrawn' | 'canceled'
  /** Shown to those who were asked, and with a rejection to the author. */
  reason: string | null
  /** Who ended it; null where nobody did in person. */
  by: string | null
  at: Date
}

/**
 * Ends a round without approval: open requests are taken back. After an approval the document is a draft again, after a round
 * of another purpose it stays as it is. The caller records why.
 */
export async function endRound(tx: Transaction, state: RoundState, { as, reason, by, at }: End): Promise<void> {
  const { document, round, signoffs } = state
  await cancelOpenSteps(tx, round, at)
  await closeFailure(tx, processOfRound(round), at)
  const withdrawn = await withdrawSignoffs(tx, signoffs.filter(isOpen))
  await updateRound(tx, round, { status: as, endedAt: at, endReason: reason })
  if (round.purpose === 'approval') {
    const status = transition(document.status, as === 'rejected' ? 'reject' : 'withdraw')
    await updateDocument(tx, document, { status, ...(as === 'withdrawn' ? {} : { revisionReason: reason }) }, at)
  }
  notify(
    tx,
    document.orgId,
    withdrawn.map(({ signerId }) => signerId),
    {
      kind: 'signoff_withdrawn',
      key: `round:${round.id}:ended`,
      subjectId: round.id,
      documentId: document.id,
      facts: { because: as, purpose: round.purpose },
    },
    at,
  )
  // Of a rejection the submitter and the owners get a message of their own.
  voidSignatures(tx, state, { because: as, by, except: as === 'withdrawn' ? [] : concerned(state), at })
}

interface Voided {
  because: FactsOf<'signature_void'>['because']
  /** Who sent it back; null: nobody in person. */
  by: string | null
  except?: readonly string[]
  at: Date
}

/** Notifies those who had signed, in whatever step, that their signature leads to nothing. */
export function voidSignatures(tx: Transaction, state: RoundState, { because, by, except = [], at }: Voided): void {
  const { document, round, signoffs } = state
  const signers = signoffs.filter(({ status }) => status === 'approved').map(({ signerId }) => signerId)
  notify(
    tx,
    document.orgId,
    signers.filter((id) => !except.includes(id)),
    {
      kind: 'signature_void',
      key: `round:${round.id}:void`,
      subjectId: round.id,
      documentId: document.id,
      facts: { because, by, purpose: round.purpose },
    },
    at,
  )
}

/** Owner and second owner. */
export const owners = ({ ownerId, secondOwnerId }: DocumentRow): string[] =>
  secondOwnerId === null ? [ownerId] : [ownerId, secondOwnerId]

/** Those whom the fate of a round concerns: who submitted it, and the owners. */
export const concerned = ({ document, round }: Pick<RoundState, 'document' | 'round'>): string[] => [
  round.submittedBy,
  ...owners(document),
]
