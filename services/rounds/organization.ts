import type { Transaction } from '#db/client.ts'
import { allMembers, type MembershipRow } from '#db/queries/memberships.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { WorkCalendar } from '#domain/approvals/calendar.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import type { Role } from '#domain/roles.ts'

/** A person's own calendar, or the organization's where they have set none. */
export const calendarOf = (member: MembershipRow | undefined, rules: Rules): WorkCalendar => ({
  timeZone: member?.timeZone ?? rules.timeZone,
  workingDays: member?.workingDays ?? rules.workingDays,
})

/** A member, as the planner sees them. */
export const candidate = ({ id, name, roles, status, managerId }: MembershipRow): Candidate => ({
  membershipId: id,
  name,
  roles: roles as Role[],
  active: status === 'active',
  managerId,
})

/** Everybody, as the planner sees them. */
export const candidates = async (tx: Transaction, orgId: string): Promise<Candidate[]> =>
  (await allMembers(tx, orgId)).map(candidate)

/** The active compliance managers: told when nobody else is left to ask or to tell. */
export const complianceManagers = (members: readonly Candidate[]): string[] =>
  members
    .filter(({ active, roles }) => active && roles.includes('compliance_manager'))
    .map(({ membershipId }) => membershipId)
