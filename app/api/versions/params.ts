import { z } from 'zod'
import { InDocument } from '../documents/params.ts'

/** A version's number, as it stands in an address. */
const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, maximum: 999_999_999 })
export const InVersion = InDocument.extend({ number })

const SIDE = /^([1-9]\d{0,8}|draft)$/
/** A version by its number, or the draft. */
export const side = z
  .string()
  .regex(SIDE, 'Write the number of a version, or draft')
  .transform((text) => (text === 'draft' ? ('draft' as const) : Number(text)))
  .meta({ type: 'string', pattern: SIDE.source, description: 'The number of a version, or `draft`.' })
