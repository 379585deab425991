import { checkpointsAfter } from '#db/queries/audit-checkpoints.ts'
import { entriesBehind } from '#db/queries/bound-proof.ts'
import { findOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { PROOF_LIMITS } from '#domain/bound/proof.ts'
import { TEXT_LANGUAGE } from '#domain/bound/state.ts'
import { DomainError } from '#domain/errors.ts'
import { can } from '#domain/roles.ts'
import { canonicalHash } from '../content/hash.ts'
import { LONGEST_PAGE } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { boundAt, type NamedDocument } from './answer.ts'
import type { BoundProof } from './proof-file.ts'

/**
 * What bound a member at a moment, with the entries of the audit log that made it so, as a file that can be checked without
 * Accord. Who may not read the log gets the text of the entries that they caused themselves, of the others the hashes.
 * @throws as `boundAt`; bound_too_long
 */
export async function makeProof(deps: Deps, actor: Actor, memberId: string, at: Date): Promise<BoundProof> {
  const first = await boundAt(deps, actor, memberId, { at, limit: LONGEST_PAGE })
  if (first.total > PROOF_LIMITS.documents) throw new DomainError('bound_too_long', { most: PROOF_LIMITS.documents })
  const documents = [...first.rows]
  for (let page = 2; page <= first.pages; page += 1)
    documents.push(...(await boundAt(deps, actor, memberId, { at, limit: LONGEST_PAGE, page })).rows)
  const readsLog = can(actor, 'audit.read')
  return transact(deps, actor, async (tx) => {
    const organization = await findOrganization(tx, actor.orgId)
    const entries = await entriesBehind(
      tx,
      actor.orgId,
      {
        membershipId: memberId,
        at,
        documentIds: documents.map(({ documentId }) => documentId),
        versionIds: documents.map(({ versionId }) => versionId),
        acceptanceIds: documents.flatMap(({ acceptance }) => acceptance?.id ?? []),
      },
      PROOF_LIMITS.entries + 1,
    )
    if (entries.length > PROOF_LIMITS.entries) throw new DomainError('bound_too_long', { most: PROOF_LIMITS.documents })
    const last = entries.at(-1)
    const [checkpoint] = last ? await checkpointsAfter(tx, actor.orgId, last.seq - 1, 1) : []
    const answer = {
      organization: { id: actor.orgId, name: organization?.name ?? '' },
      person: { id: first.person.id, name: first.person.name },
      at: at.toISOString(),
      standing: first.standing,
      documents: documents.map(answered),
    }
    return {
      format: 'accord-bound-1',
      answer,
      answerHash: canonicalHash(answer),
      entries: entries.map(({ at: when, actorId, entry, ...rest }) => ({
        ...rest,
        at: when.toISOString(),
        entry: readsLog || (actorId !== null && actorId === actor.membershipId) ? entry : null,
      })),
      checkpoint: checkpoint ? { ...checkpoint, at: checkpoint.at.toISOString() } : null,
    }
  })
}

const answered = ({ asked, acceptance, effectiveFrom, mayOpen: _, number: _number, label, ...row }: NamedDocument) => ({
  ...row,
  version: label,
  language: TEXT_LANGUAGE,
  effectiveFrom: effectiveFrom.toISOString(),
  asked: asked && { ...asked, askedAt: asked.askedAt.toISOString(), dueAt: asked.dueAt.toISOString() },
  acceptance: acceptance && { ...acceptance, acceptedAt: acceptance.acceptedAt.toISOString() },
})
