import { z } from 'zod'

/** A day that somebody writes, 'YYYY-MM-DD', from 1900 to 2999: PostgreSQL has no year 0, and the last day of 9999 ends in year 10000. */
export const day = z.iso
  .date('Write a date as 2026-12-31')
  .regex(/^(19|2\d)\d\d-/, 'Write a date from 1900 to 2999')
  // Chaining loses it for clients.
  .meta({ format: 'date' })
