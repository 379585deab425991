import { z } from 'zod'

/** A document is addressed by its id or by its identifier. */
export const InDocument = z.strictObject({
  document: z.string().min(1).max(64).meta({ description: 'Id or identifier, such as POL-AC-001.' }),
})
