import { z } from 'zod'
import { LIVE_TOPICS } from '#domain/live.ts'

/** A row changed. Ids only, and what decides who may learn of it without a look at the document. */
const Changed = z.object({
  org: z.string(),
  topic: z.enum(LIVE_TOPICS),
  document: z.string().nullable(),
  /** Only these members may learn of it; null: all whose rights allow it. */
  memberships: z.array(z.string()).nullable(),
  open: z.boolean(),
  inEffect: z.boolean(),
})
export type LiveEvent = z.infer<typeof Changed>

/** A membership was changed or removed, or a session ended: the streams opened with it have rights that are out of date. */
const Revoked = z.object({ revoked: z.enum(['membership', 'session']), id: z.string() })
export type Revocation = z.infer<typeof Revoked>

const Notice = z.union([Changed, Revoked])

/** Reads what a trigger of db/sql/live.sql announced. @throws ZodError when trigger and reader disagree */
export const parseNotice = (payload: string): LiveEvent | Revocation => Notice.parse(JSON.parse(payload))

export const isRevocation = (notice: LiveEvent | Revocation): notice is Revocation => 'revoked' in notice
