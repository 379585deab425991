import { z } from 'zod'
import { ROLES } from '#domain/roles.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso } from '../common/views.ts'

type Member = Awaited<ReturnType<Services['members']['get']>>

/** A role that this release does not have is not shown rather than shown wrong. */
export const rolesOf = (roles: readonly string[]) => ROLES.filter((role) => roles.includes(role))

export const MemberView = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    positionTitle: z.string().nullable(),
    managerId: id.nullable(),
    departmentId: id.nullable(),
    timeZone: z.string().nullable().meta({ description: "Null: the organization's." }),
    workingDays: z.array(z.number().int()).nullable().meta({ description: "ISO weekdays; null: the organization's." }),
    joinedAt: instant,
  })
  .meta({ id: 'Member' })

export const memberView = (member: Member): z.input<typeof MemberView> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  roles: rolesOf(member.roles),
  positionTitle: member.positionTitle,
  managerId: member.managerId,
  departmentId: member.departmentId,
  timeZone: member.timeZone,
  workingDays: member.workingDays,
  joinedAt: iso(member.createdAt),
})
