import type { Transaction } from '#db/client.ts'
import { standingOf } from '#db/queries/audiences.ts'
import {
  type BindingPart,
  type BoundDocument,
  type BoundQuestion,
  countBound,
  findPerson,
  listBound,
  placeNames,
} from '#db/queries/bound.ts'
import type { Actor } from '#domain/actor.ts'
import type { Standing } from '#domain/audiences/audience.ts'
import { EARLIEST_MOMENT } from '#domain/bound/state.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, isRole, ROLE_LABELS } from '#domain/roles.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'

/** Which moment and which part of the answer is asked for; without a moment it is now. */
export type BoundAsked = PageAsked & { at?: Date }

/**
 * What bound a member at a moment, a page by identifier. One's own to ask; of others for whoever may see campaigns. Documents
 * that the actor may not see are left out, of their own they see all by name.
 * @throws forbidden, scope_missing, not_found, moment_out_of_range
 */
export async function boundAt(deps: Deps, actor: Actor, memberId: string, { at: asked, ...page }: BoundAsked = {}) {
  const isOwn = memberId === actor.membershipId
  authorize(actor, isOwn ? 'documents.read' : 'campaigns.read')
  const now = deps.clock.now()
  const at = asked ?? now
  if (!(at >= EARLIEST_MOMENT && at <= now)) throw new DomainError('moment_out_of_range')
  return transact(deps, actor, async (tx) => {
    const person = await findPerson(tx, actor.orgId, memberId)
    if (!person) throw new DomainError('not_found')
    const standing = await standingOf(tx, actor.orgId, person.id, at)
    const found = { person, at, isOwn, standing: standing && (await named(tx, actor.orgId, standing)) }
    if (!standing) return { ...found, counts: {}, ...(await readPage<NamedDocument>(page, 0, async () => [])) }
    const question: BoundQuestion = { orgId: actor.orgId, at, standing, reader: readerOf(actor), isOwn }
    const counts = await countBound(tx, question)
    const total = Object.values(counts).reduce((sum, one) => sum + one, 0)
    const list = await readPage(page, total, async (rows) =>
      withReasons(tx, actor.orgId, await listBound(tx, question, rows)),
    )
    return { ...found, counts, ...list }
  })
}
export type BoundAnswer = Awaited<ReturnType<typeof boundAt>>

/** A document that bound somebody, with the reasons in words: "Everyone", a role, a group, a department, "Named". */
export type NamedDocument = Omit<BoundDocument, 'parts'> & { reasons: string[] }

async function withReasons(tx: Transaction, orgId: string, rows: BoundDocument[]): Promise<NamedDocument[]> {
  const ids = rows.flatMap(({ parts }) => parts.flatMap(({ groupId, departmentId }) => groupId ?? departmentId ?? []))
  const names = await placeNames(tx, orgId, [...new Set(ids)])
  return rows.map(({ parts, ...row }) => ({ ...row, reasons: parts.map((part) => reasonOf(part, names)).toSorted() }))
}

function reasonOf({ kind, role = '', groupId, departmentId }: BindingPart, names: Map<string, string>): string {
  switch (kind) {
    case 'everyone':
      return 'Everyone'
    case 'role':
      return isRole(role) ? ROLE_LABELS[role] : role
    case 'people':
      return 'Named'
    default:
      return names.get(groupId ?? departmentId ?? '') ?? ''
  }
}

/** Where somebody stood, in words. The first department is their own, the others are above it. */
async function named(tx: Transaction, orgId: string, { roles, groupIds, departmentIds }: Standing) {
  const names = await placeNames(tx, orgId, [...groupIds, ...departmentIds])
  const nameOf = (id: string) => names.get(id) ?? ''
  return {
    roles: [...roles],
    department: departmentIds.length > 0 ? nameOf(departmentIds[0] ?? '') : null,
    groups: groupIds.map(nameOf).toSorted(),
  }
}
