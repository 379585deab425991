import { type Database, withActor } from '#db/client.ts'
import {
  acknowledgments,
  campaignRecipients,
  campaigns,
  departments,
  documents,
  groupMembers,
  memberships,
  publications,
} from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { isInAudience, withThoseAbove } from '#domain/audiences/audience.ts'
import type { BoundFacts } from '#domain/bound/state.ts'

export type Known = BoundFacts & { identifier: string; versionId: string; askedAt: Date | null }

/** What is true now, worked out from all rows of an organization one by one, for each of these people. */
export async function trueNow(db: Database, asker: Actor, people: readonly string[]): Promise<Known[][]> {
  return withActor(db, asker, async (tx) => {
    const [all, inGroups, places] = [
      await tx.select().from(memberships),
      await tx.select().from(groupMembers),
      await tx.select().from(departments),
    ]
    const [launched, turns, accepted] = [
      await tx.select().from(campaigns),
      await tx.select().from(campaignRecipients),
      await tx.select().from(acknowledgments),
    ]
    const inEffect = (await tx.select().from(publications)).filter(({ effectiveUntil }) => effectiveUntil === null)
    const papers = new Map((await tx.select().from(documents)).map((paper) => [paper.id, paper]))
    return people.map((membershipId) => {
      const me = all.find(({ id }) => id === membershipId)
      const standing = {
        membershipId,
        active: me?.status === 'active',
        roles: me?.roles ?? [],
        groupIds: inGroups
          .filter((row) => row.membershipId === membershipId && row.until === null)
          .map(({ groupId }) => groupId),
        departmentIds: withThoseAbove(me?.departmentId ?? null, places),
      }
      return inEffect.flatMap(({ documentId, versionId }): Known[] => {
        const binding = launched.filter((one) => one.documentId === documentId && isInAudience(one.audience, standing))
        if (binding.length === 0) return []
        const isOver = (id: string) => binding.find((one) => one.id === id)?.closedAt !== null
        const requests = turns
          .filter((turn) => turn.membershipId === membershipId && binding.some(({ id }) => id === turn.campaignId))
          .map(({ askedAt, dueAt, completedAt, campaignId }) => ({
            askedAt,
            dueAt,
            accepted: completedAt !== null,
            open: completedAt === null && !isOver(campaignId),
          }))
        const byAsking = requests.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime())
        const byDue = byAsking.filter(({ open }) => open).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        const asked = byDue[0] ?? byAsking[0] ?? null
        const last = accepted
          .filter((one) => one.membershipId === membershipId && one.documentId === documentId)
          .toSorted((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime() || (a.id < b.id ? -1 : 1))
          .at(-1)
        return [
          {
            identifier: papers.get(documentId)?.identifier ?? '',
            versionId,
            accepted: last ? (last.versionId === versionId ? 'this' : 'another') : null,
            asked,
            askedAt: asked?.askedAt ?? null,
          },
        ]
      })
    })
  })
}
