import { printStatusOf, signaturesOf, versionOnPaper } from '#db/queries/renditions.ts'
import { versionsOfHash } from '#db/queries/verify.ts'
import { submissionName } from '#domain/documents/labels.ts'
import { standingOf } from '#domain/documents/standing.ts'
import { type Deps, transact } from '../transaction.ts'

/** A hash as it is printed: 64 digits, in small or capital letters. */
const HASH = /^[0-9a-f]{64}$/

/**
 * Says to whoever holds a document whether its text was signed. It shows what the paper itself shows beside the hash, and
 * nothing of title or text: who has only the hash learns no content by it.
 */
export const verifyService = (deps: Deps) => ({
  /** The signed texts with this hash, the newest first; none for a hash of nothing that was signed. */
  async byHash(given: string) {
    const hash = given.trim().toLowerCase()
    if (!HASH.test(hash)) return []
    const found = await versionsOfHash(deps.db, hash)
    const proofs = await Promise.all(found.map((version) => proofOf(deps, version)))
    return proofs.filter((proof) => proof !== null)
  },
})

export type VerifyService = ReturnType<typeof verifyService>

function proofOf(deps: Deps, { orgId, versionId }: { orgId: string; versionId: string }) {
  return transact(deps, { orgId, userId: null }, async (tx) => {
    const paper = await versionOnPaper(tx, orgId, versionId)
    const signatures = paper && (await signaturesOf(tx, orgId, versionId))
    if (!paper || !signatures || signatures.length === 0) return null
    const status = await printStatusOf(tx, paper.document, versionId)
    return {
      organization: status.organization.name,
      timeZone: status.organization.timeZone,
      identifier: paper.document.identifier,
      version:
        status.major === null ? submissionName(status.submitted ?? unsubmitted()) : `${status.major}.${status.minor}`,
      standing: standingOf(status),
      effectiveFrom: status.effectiveFrom,
      effectiveUntil: status.effectiveUntil,
      signatures: signatures.map(({ id, name, position, onBehalfOf, decidedAt, confirmedBy }) => ({
        id,
        name,
        position,
        onBehalfOf,
        signedAt: decidedAt,
        confirmedBy,
      })),
    }
  })
}

const unsubmitted = (): never => {
  throw new Error('somebody has signed a text that was never submitted')
}
