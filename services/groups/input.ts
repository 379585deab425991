import { z } from 'zod'
import { line, prose } from '../writing.ts'

export const MEMBERS_AT_ONCE = 500

export const GroupInput = z.strictObject({
  name: line(120, 'Write a name'),
  description: prose(1_000).default(''),
})
export type GroupInput = z.input<typeof GroupInput>

export const ChangeGroup = z.strictObject({ name: line(120, 'Write a name'), description: prose(1_000) }).partial()
export type ChangeGroup = z.input<typeof ChangeGroup>

export const AddToGroup = z.strictObject({
  membershipIds: z
    .array(z.uuid('Choose people from the list'))
    .min(1, 'Choose at least one person')
    .max(MEMBERS_AT_ONCE, `Add at most ${MEMBERS_AT_ONCE} people at once`),
})
export type AddToGroup = z.input<typeof AddToGroup>

/** A list of people as it is pasted: one line for each, their address in any column. */
export const PastedPeople = z.strictObject({
  list: z
    .string()
    .max(100_000, 'Paste at most 100,000 characters')
    .refine((text) => text.trim() !== '', 'Paste a list'),
})
export type PastedPeople = z.input<typeof PastedPeople>
