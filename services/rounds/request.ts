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

interface Signer {
  id: string
  name: string
  delegation?: Delegation
}

interface Request {
  stepId: string
  requestedAt: Date
  dueAt: Date | null
}

/** The row of a request to one person. */
export const requestRow = (
  tx: Transaction,
  { round, document, version }: RoundState,
  request: Request,
  { id: signerId, name, delegation }: Signer,
) => ({
  orgId: round.orgId,
  id: newId(tx),
  roundId: round.id,
  documentId: document.id,
  versionId: version.id,
  signerId,
  signerName: name,
  contentHash: version.contentHash,
  ...request,
  ...(delegation && {
    delegatedFrom: delegation.from.id,
    onBehalfOf: delegation.from.signerName,
    delegationReason: delegation.reason,
  }),
})

/** Asks people to sign the version of a round, and notifies each of them. */
export async function requestSignoffs(
  tx: Transaction,
  state: RoundState,
  { signers, ...request }: Request & { signers: readonly Signer[] },
): Promise<SignoffRow[]> {
  const { round, document } = state
  const { dueAt, requestedAt } = request
  const asked = await insertSignoffs(
    tx,
    signers.map((signer) => requestRow(tx, state, request, signer)),
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
        facts: { dueAt: dueAt?.toISOString() ?? null, onBehalfOf: signoff.onBehalfOf, purpose: round.purpose },
      },
      requestedAt,
    )
  }
  return asked
}
