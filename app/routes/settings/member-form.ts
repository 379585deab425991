import { z } from 'zod'
import { blankIsNull, daysOrNull } from '#app/lib/form-fields.ts'
import { positionTitle, roles, timeZone } from '#services/members/input.ts'

/** What the page of a member sends. */
export const MemberForm = z.object({
  roles: z.array(z.string()).default([]).pipe(roles),
  positionTitle: blankIsNull(positionTitle),
  managerId: blankIsNull(z.uuid('Choose one from the list')),
  departmentId: blankIsNull(z.uuid('Choose one from the list')).optional(),
  timeZone: blankIsNull(timeZone),
  workingDays: daysOrNull,
})
