import { z } from 'zod'
import { day } from '../day.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

export const EnterAbsence = z.strictObject({
  fromDay: day,
  /** Included. */
  untilDay: day,
  /** Who signs meanwhile. */
  delegateId: z.uuid('Choose one from the list'),
  /** Whether what waits now goes to the delegate too. Nothing does before the absence has begun. */
  handOver: z.boolean().default(false),
})
export type EnterAbsence = z.input<typeof EnterAbsence>
