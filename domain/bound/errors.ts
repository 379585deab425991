import { type ErrorTable, word } from '../error-table.ts'

/** What the question of what bound whom refuses. */
export const BOUND_ERRORS = {
  moment_out_of_range: {
    status: 422,
    title: 'Not a moment of the past',
    sentence: () => 'Choose a moment that has passed, in the year 2000 or later.',
  },
  bound_too_long: {
    status: 422,
    title: 'Too much for one proof',
    sentence: (d) => `One proof holds at most ${word(d.most, 'some')} documents. Read the pages of the list instead.`,
  },
} as const satisfies ErrorTable
