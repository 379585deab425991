import { z } from 'zod'

/** The days a document may speak of: PostgreSQL has no year 0, and the end of the last day of 9999 lies in year 10000. */
const EARLIEST = '1900-01-01'
const LATEST = '2999-12-31'

/** A day that somebody writes, 'YYYY-MM-DD'. */
export const day = z.iso
  .date('Write a date as 2026-12-31')
  .refine((date) => date >= EARLIEST && date <= LATEST, 'Write a date from 1900 to 2999')
