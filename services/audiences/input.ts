import { z } from 'zod'
import { AUDIENCE_LIMITS } from '#domain/audiences/audience.ts'
import { ROLES } from '#domain/roles.ts'

const id = z.uuid('Choose one from the list')
const { parts, people } = AUDIENCE_LIMITS

const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES, 'Choose a role from the list') }),
  z.strictObject({ kind: z.literal('group'), groupId: id }),
  z.strictObject({ kind: z.literal('department'), departmentId: id }),
  z.strictObject({
    kind: z.literal('people'),
    membershipIds: z
      .array(id)
      .min(1, 'Choose at least one person')
      .max(people, `Name at most ${people} people; make a group of more`),
  }),
])

/** Whom something is for, as pages and API take it. Whether what it names is there: `requireAudience`. */
export const AudienceInput = z
  .array(part)
  .min(1, 'Say whom it is for')
  .max(parts, `An audience has at most ${parts} parts`)
