import type { Transaction } from '#db/client.ts'
import { absencesOn } from '#db/queries/absences.ts'
import { membersOfGroups } from '#db/queries/audiences.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { type MembershipRow, membersByIds, membersWanted } from '#db/queries/memberships.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { WorkCalendar } from '#domain/approvals/calendar.ts'
import type { Approver } from '#domain/approvals/definition.ts'
import type { StandIn } from '#domain/approvals/delegation.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import { dateIn } from '#domain/dates.ts'
import type { Role } from '#domain/roles.ts'

/** A person's own calendar, or the organization's where they have set none. */
export const calendarOf = (member: MembershipRow | undefined, rules: Rules): WorkCalendar => ({
  timeZone: member?.timeZone ?? rules.timeZone,
  workingDays: member?.workingDays ?? rules.workingDays,
  holidays: rules.holidays,
})

/** A member, as the planner sees them. @param groupIds of the groups that are asked, those that they are in */
export const candidate = (
  { id, name, roles, status, managerId }: MembershipRow,
  groupIds: readonly string[] = [],
): Candidate => ({
  membershipId: id,
  name,
  roles: roles as Role[],
  groupIds,
  active: status === 'active',
  managerId,
})

/** A member who is to be asked in the place of another, and whether they are there. */
export async function findStandIn(
  tx: Transaction,
  { rules, round }: Pick<RoundState, 'rules' | 'round'>,
  id: string,
  at: Date,
): Promise<StandIn | undefined> {
  const [member] = await membersByIds(tx, round.orgId, [id])
  const away = await absencesOn(tx, round.orgId, dateIn(at, rules.timeZone))
  return member && { ...candidate(member), absent: away.some(({ membershipId }) => membershipId === id) }
}

/** Those whom some approvers may stand for, and the compliance managers, who stand in where nobody is left. */
export async function candidatesFor(
  tx: Transaction,
  { orgId, ownerId }: Pick<DocumentRow, 'orgId'> & Partial<Pick<DocumentRow, 'ownerId'>>,
  approvers: readonly Approver[],
): Promise<Candidate[]> {
  const ids = approvers.flatMap((approver) => (approver.kind === 'people' ? approver.membershipIds : []))
  const roles = approvers.flatMap((approver) => (approver.kind === 'role' ? [approver.role] : []))
  const asked = approvers.flatMap((approver) => (approver.kind === 'group' ? [approver.groupId] : []))
  const grouped = await membersOfGroups(tx, orgId, asked)
  const groupsOf = (id: string) =>
    grouped.filter(({ membershipId }) => membershipId === id).map(({ groupId }) => groupId)
  const members = await membersWanted(tx, orgId, {
    ids: [...ids, ...grouped.map(({ membershipId }) => membershipId)],
    roles: [...roles, 'compliance_manager'],
    ownerId,
  })
  return members.map((member) => candidate(member, groupsOf(member.id)))
}
