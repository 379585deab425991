import type { Transaction } from '#db/client.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import { insertSignoffs, type SignoffRow } from '#db/queries/signoffs.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'

/** The request that somebody passed on, and why. */
export interface Delegation {
  from: SignoffRow
  reason: string
}

interface Request {
  stepId: string
  signers: readonly { id: string; name: string; delegation?: Delegation }[]
  requestedAt: Date
  dueAt: Date | null
}

/** Asks people to sign the version of a round, and notifies each of them. */
export async function requestSignoffs(
  tx: Transaction,
  state: RoundState,
  { stepId, signers, requestedAt, dueAt }: Request,
): Promise<SignoffRow[]> {
  const { round, document, version } = state
  const asked = await insertSignoffs(
    tx,
    signers.map(({ id: signerId, name, delegation }) => ({
      orgId: round.orgId,
      id: newId(tx),
      roundId: round.id,
      stepId,
      documentId: document.id,
      versionId: version.id,
      signerId,
      signerName: name,
      requestedAt,
      dueAt,
      contentHash: version.contentHash,
      ...(delegation && {
        delegatedFrom: delegation.from.id,
        onBehalfOf: delegation.from.signerName,
        delegationReason: delegation.reason,
      }),
    })),
  )
  for (const signoff of asked) {
    notify(
      tx,
      round.orgId,
      [signoff.signerId],
      {
        kind: 'signoff_requested',
        key: `signoff:${signoff.id}:requested`,
        subjectId: signoff.id,
        documentId: document.id,
        facts: { dueAt: dueAt?.toISOString() ?? null, onBehalfOf: signoff.onBehalfOf },
      },
      requestedAt,
    )
  }
  return asked
}
