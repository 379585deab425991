import type { Transaction } from '#db/client.ts'
import { revokeKeysOf } from '#db/queries/api-keys.ts'
import { revokeFeedsOf } from '#db/queries/calendar-feeds.ts'
import {
  countOtherAdmins,
  lockMember,
  type MembershipRow,
  membersWithRole,
  moveReports,
  updateMember,
} from '#db/queries/members.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import {
  lockOwnedDocuments,
  type OwnedDocument,
  ownedDocuments,
  roundsAsking,
  setOwners,
} from '#db/queries/succession.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { isReviewed } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { nudgeCampaigns } from '../campaigns/nudge.ts'
import { notify } from '../notifications/notify.ts'
import { nudgeReview } from '../reviews/process.ts'
import { requireRound } from '../rounds/state.ts'
import { type Deps, transact } from '../transaction.ts'
import type { RemoveMember } from './input.ts'
import { handOverSignatures } from './signatures.ts'

/** Someone leaves: what they owned and were asked to sign gets somebody else, in the same transaction. */
export const removalService = (deps: Deps) => ({
  /**
   * What would need a successor. Being an admin opens no closed document: of those there is only their number.
   * @throws forbidden, not_found, last_admin
   */
  async removalPreview(actor: Actor, id: string) {
    authorize(actor, 'members.manage')
    return transact(deps, actor, async (tx) => {
      const member = await requireRemovable(tx, actor.orgId, id)
      const { owned, hidden } = await ownedDocuments(tx, actor.orgId, id, readerOf(actor))
      const rounds = await roundsAsking(tx, actor.orgId, id)
      return { member, owned, hidden, rounds: rounds.length }
    })
  },

  /**
   * Removes a member. Documents go to the chosen successor, else to their second owner, else to a compliance manager;
   * open requests to sign go to the chosen successor, else to a compliance manager; keys and
   * calendar feeds are revoked.
   * @throws forbidden, not_found, last_admin, owner_not_eligible, no_signers when nobody may sign in their place
   */
  async remove(actor: Actor, id: string, input: RemoveMember): Promise<{ documents: number; signoffs: number }> {
    authorize(actor, 'members.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const member = await requireRemovable(tx, actor.orgId, id)
      const managers = (await membersWithRole(tx, actor.orgId, ['compliance_manager', 'admin'])).filter(
        (candidate) => candidate.id !== id,
      )
      // Compliance managers before admins: documents are their work.
      managers.sort((a, b) => Number(isManager(b)) - Number(isManager(a)))
      const successor = await chosen(tx, actor.orgId, id, input.ownerSuccessorId)
      const signer = await chosen(tx, actor.orgId, id, input.signerSuccessorId)

      const owned = await lockOwnedDocuments(tx, actor.orgId, id)
      const rounds: RoundState[] = []
      for (const roundId of await roundsAsking(tx, actor.orgId, id)) {
        rounds.push(await requireRound(tx, actor.orgId, { roundId }))
      }
      const documents = await handOverDocuments(tx, actor, owned, id, { successor, managers }, at)
      const successors = signer ? [signer, ...managers] : managers
      const signoffs = await handOverSignatures(tx, actor, member, rounds, successors, at)
      await moveReports(tx, actor.orgId, id, member.managerId)
      const keys = await revokeKeysOf(tx, actor.orgId, id, at)
      await revokeFeedsOf(tx, { orgId: actor.orgId, membershipId: id }, at)
      await updateMember(
        tx,
        actor.orgId,
        id,
        { status: 'removed', removedAt: at, managerId: null, departmentId: null },
        at,
      )
      await nudgeCampaigns(tx, actor.orgId)
      appendAudit(tx, actor, {
        at,
        action: 'member.removed',
        subjectId: id,
        before: { name: member.name, email: member.email, roles: member.roles },
        after: { documents, signoffs, keysRevoked: keys },
      })
      return { documents, signoffs }
    })
  },
})

const isManager = ({ roles }: MembershipRow) => roles.includes('compliance_manager')

async function requireRemovable(tx: Transaction, orgId: string, id: string): Promise<MembershipRow> {
  const member = await lockMember(tx, orgId, id)
  if (member?.status !== 'active') throw new DomainError('not_found')
  if (member.roles.includes('admin') && (await countOtherAdmins(tx, orgId, id)) === 0) {
    throw new DomainError('last_admin')
  }
  return member
}

async function chosen(
  tx: Transaction,
  orgId: string,
  leaving: string,
  id: string | null,
): Promise<MembershipRow | null> {
  if (id === null) return null
  const member = id === leaving ? null : await lockMember(tx, orgId, id)
  if (member?.status !== 'active') throw new DomainError('owner_not_eligible')
  return member
}

interface Successors {
  successor: MembershipRow | null
  managers: MembershipRow[]
}

async function handOverDocuments(
  tx: Transaction,
  actor: Actor,
  documents: readonly OwnedDocument[],
  leaving: string,
  successors: Successors,
  at: Date,
): Promise<number> {
  let owned = 0
  for (const document of documents) {
    const after = ownersAfter(document, leaving, successors)
    await setOwners(tx, actor.orgId, document.id, after, at)
    if (isReviewed(document)) nudgeReview(tx, { orgId: actor.orgId, id: document.id })
    if (document.ownerId === leaving) {
      owned += 1
      notifySuccessors(tx, actor, document, after.ownerId, successors, at)
    }
    appendAudit(tx, actor, {
      at,
      action: document.ownerId === after.ownerId ? 'document.changed' : 'document.transferred',
      subjectId: document.id,
      documentId: document.id,
      before: { ownerId: document.ownerId, secondOwnerId: document.secondOwnerId },
      after,
    })
  }
  return owned
}

/** Who owns a document once somebody is gone. */
function ownersAfter(document: OwnedDocument, leaving: string, { successor, managers }: Successors) {
  const { ownerId, secondOwnerId, secondOwnerActive } = document
  if (ownerId !== leaving) return { ownerId, secondOwnerId: null }
  const fallback = secondOwnerActive ? secondOwnerId : managers[0]?.id
  const successorId = successor?.id ?? fallback
  // Whoever removes a member is an admin, and the last one stays: there is always somebody.
  if (!successorId) throw new DomainError('owner_not_eligible')
  return {
    ownerId: successorId,
    secondOwnerId: secondOwnerId === successorId || !secondOwnerActive ? null : secondOwnerId,
  }
}

/** Notifies the new owner and, without a chosen successor or a second owner, all compliance managers. */
function notifySuccessors(
  tx: Transaction,
  actor: Actor,
  document: OwnedDocument,
  ownerId: string,
  { successor, managers }: Successors,
  at: Date,
): void {
  const notice = {
    kind: 'ownership_transferred',
    key: `document:${document.id}:owner:${ownerId}:${at.toISOString()}`,
    subjectId: document.id,
    documentId: document.id,
  } as const
  notify(tx, actor.orgId, [ownerId], { ...notice, facts: { by: actor.name, owner: null } }, at)
  if (successor || document.secondOwnerActive) return
  const [owner, ...others] = managers
  const receivers = others.filter(isManager).map(({ id }) => id)
  notify(tx, actor.orgId, receivers, { ...notice, facts: { by: actor.name, owner: owner?.name ?? null } }, at)
}
