import { z } from 'zod'
import { neededProse } from '../writing.ts'

const name = neededProse(80, 'Write what you call it')

/** Asks the device for a new passkey. Whoever finds an unlocked screen adds none: it takes the password. */
export const OfferPasskey = z.object({ name, password: z.string().min(1, 'Write your password') })

/** What the device answered, as JSON. */
export const AddPasskey = z.object({ name, response: z.string().max(20_000) })

export const RenamePasskey = z.object({ id: z.uuid(), name })
export const RemovePasskey = z.object({ id: z.uuid() })
