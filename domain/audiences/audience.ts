import type { Role } from '../roles.ts'

/** A part of an audience. A department stands for the people of its sub-departments too. */
export type AudiencePart =
  | { kind: 'everyone' }
  | { kind: 'role'; role: Role }
  | { kind: 'group'; groupId: string }
  | { kind: 'department'; departmentId: string }
  | { kind: 'people'; membershipIds: string[] }

/** Whom something is for: everybody who is in one of its parts. */
export type Audience = AudiencePart[]

export const AUDIENCE_LIMITS = { parts: 20, people: 500 } as const

/** Where somebody stands in an organization, at one moment. */
export interface Standing {
  membershipId: string
  active: boolean
  roles: readonly string[]
  groupIds: readonly string[]
  /** Their department and all those above it. */
  departmentIds: readonly string[]
}

/** A department and the one above it. */
export interface DepartmentPlace {
  id: string
  parentId: string | null
}

/** A department and all above it, the nearest first. A circle, which the database refuses, would end where it closes. */
export function withThoseAbove(departmentId: string | null, departments: readonly DepartmentPlace[]): string[] {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]))
  const found = new Set<string>()
  for (let id = departmentId; id !== null && !found.has(id); id = parents.get(id) ?? null) found.add(id)
  return [...found]
}

function isInPart(part: AudiencePart, person: Standing): boolean {
  switch (part.kind) {
    case 'everyone':
      return true
    case 'role':
      return person.roles.includes(part.role)
    case 'group':
      return person.groupIds.includes(part.groupId)
    case 'department':
      return person.departmentIds.includes(part.departmentId)
    case 'people':
      return part.membershipIds.includes(person.membershipId)
  }
}

/** Is somebody in an audience? Who is no active member is in none. The SQL of db/queries/audiences.ts says the same. */
export const isInAudience = (audience: readonly AudiencePart[], person: Standing): boolean =>
  person.active && audience.some((part) => isInPart(part, person))

/** Those of some people who are in an audience, in their order. */
export const membersOfAudience = <P extends Standing>(audience: readonly AudiencePart[], people: readonly P[]): P[] =>
  people.filter((person) => isInAudience(audience, person))

/** All that the parts of an audience name, by kind. */
export function namedInAudience(audience: readonly AudiencePart[]) {
  const of = <K extends AudiencePart['kind']>(kind: K) =>
    audience.filter((part): part is Extract<AudiencePart, { kind: K }> => part.kind === kind)
  return {
    everyone: of('everyone').length > 0,
    roles: of('role').map(({ role }) => role),
    groupIds: of('group').map(({ groupId }) => groupId),
    departmentIds: of('department').map(({ departmentId }) => departmentId),
    membershipIds: of('people').flatMap(({ membershipIds }) => membershipIds),
  }
}
