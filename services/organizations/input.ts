import { z } from 'zod'
import { isPlainDate } from '#domain/dates.ts'
import { line } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

export const HOLIDAYS_AT_ONCE = 366

const Holiday = z.strictObject({
  date: z.string().refine(isPlainDate, 'Write a date such as 2027-01-01').meta({ format: 'date' }),
  name: line(120, 'Write what is celebrated'),
})
export const Holidays = z.strictObject({
  holidays: z
    .array(Holiday)
    .min(1, 'Give at least one holiday')
    .max(HOLIDAYS_AT_ONCE, `Add at most ${HOLIDAYS_AT_ONCE} at once`),
})
export type Holidays = z.input<typeof Holidays>
