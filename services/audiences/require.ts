import type { Transaction } from '#db/client.ts'
import { openPlaces } from '#db/queries/audiences.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import type { AudiencePart } from '#domain/audiences/audience.ts'
import { DomainError } from '#domain/errors.ts'

const UNKNOWN = {
  group: 'Choose a group that is not retired',
  department: 'Choose a department that is not retired',
  person: 'Choose active members',
} as const

type Named = { kind: keyof typeof UNKNOWN; id: string; place: string }

function namedIn(part: AudiencePart, place: string): Named[] {
  switch (part.kind) {
    case 'group':
      return [{ kind: 'group', id: part.groupId, place: `${place}/groupId` }]
    case 'department':
      return [{ kind: 'department', id: part.departmentId, place: `${place}/departmentId` }]
    case 'people':
      return part.membershipIds.map((id, n) => ({ kind: 'person', id, place: `${place}/membershipIds/${n}` }))
    case 'everyone':
    case 'role':
      return []
  }
}

/**
 * Refuses an audience that names groups, departments or people that are not there any more. Each wrong place is named.
 * @param field under which name the audience was given, such as `audience`
 * @throws DomainError invalid_input
 */
export async function requireAudience(
  tx: Transaction,
  orgId: string,
  audience: readonly AudiencePart[],
  field: string,
): Promise<void> {
  const named = audience.flatMap((part, n) => namedIn(part, `${field}/${n}`))
  const ids = (kind: Named['kind']) => named.filter((one) => one.kind === kind).map(({ id }) => id)
  const places = await openPlaces(tx, orgId, { groups: ids('group'), departments: ids('department') })
  const members = await membersByIds(tx, orgId, ids('person'))
  const known = {
    group: places.groups,
    department: places.departments,
    person: new Set(members.filter(({ status }) => status === 'active').map(({ id }) => id)),
  }
  const unknown = named.filter(({ kind, id }) => !known[kind].has(id))
  if (unknown.length === 0) return
  throw new DomainError('invalid_input', {
    errors: Object.fromEntries(unknown.map(({ place, kind }) => [place, UNKNOWN[kind]])),
  })
}
