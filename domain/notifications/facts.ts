import { z } from 'zod'

/** Bounds of the facts of notifications. Names, labels and dates fit; the text of a document does not. */

/** A person's, a step's or another name; those that people enter have at most 120 characters. */
export const name = z.string().min(1).max(200)

/** An instant in UTC: 2026-06-12T21:59:59.000Z. */
export const instant = z.iso.datetime()

/** A version label: 1.10. */
export const label = z
  .string()
  .max(20)
  .regex(/^\d+\.\d+$/)
