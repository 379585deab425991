import type { ErrorTable } from '../error-table.ts'

/** What the question of what bound whom refuses. */
export const BOUND_ERRORS = {
  moment_out_of_range: {
    status: 422,
    title: 'Not a moment of the past',
    sentence: () => 'Choose a moment that has passed, in the year 2000 or later.',
  },
} as const satisfies ErrorTable
