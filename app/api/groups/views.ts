import { z } from 'zod'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull, Person } from '../common/views.ts'

type Group = Awaited<ReturnType<Services['groups']['get']>>
type Membership = Awaited<ReturnType<Services['groups']['members']>>['members'][number]

export const GroupView = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    members: z.number().int().meta({ description: 'How many are in it now.' }),
    createdAt: instant,
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'Group' })

export const groupView = (group: Group): z.input<typeof GroupView> => ({
  id: group.id,
  name: group.name,
  description: group.description,
  members: group.members,
  createdAt: iso(group.createdAt),
  retiredAt: isoOrNull(group.retiredAt),
})

export const GroupMemberView = z
  .object({
    id: id.meta({ description: 'Of this time in the group. Whoever comes back later has another.' }),
    member: Person,
    from: instant,
    until: instant.nullable().meta({ description: 'Null: still in it.' }),
  })
  .meta({ id: 'GroupMember' })

export const groupMemberView = (row: Membership): z.input<typeof GroupMemberView> => ({
  id: row.id,
  member: { id: row.membershipId, name: row.name, positionTitle: row.positionTitle },
  from: iso(row.from),
  until: isoOrNull(row.until),
})
