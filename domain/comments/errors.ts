import { type ErrorTable, word } from '../error-table.ts'

/** What comments refuse. */
export const COMMENT_ERRORS = {
  not_in_round: {
    status: 403,
    title: 'Not part of this approval',
    sentence: () => 'Only those who are asked in this approval, and whose document it is, write comments on its text.',
  },
  not_your_comment: {
    status: 403,
    title: 'Not your comment',
    sentence: (d) => `Only ${word(d.author, 'its author')} and those whose document it is can do this.`,
  },
  quote_not_found: {
    status: 422,
    title: 'Not in the paragraph',
    sentence: () => 'There is no such paragraph in this version, or these words do not stand in it.',
  },
  too_many_comments: {
    status: 409,
    title: 'Too many comments',
    sentence: (d) => `There is room for ${word(d.most, 'no more')}. Say the rest in an answer, or as you decide.`,
  },
  wording_refused: {
    status: 422,
    title: 'No wording of this paragraph',
    sentence: (d) => `${word(d.why, 'This cannot be the wording of the paragraph.')}`,
  },
  suggestion_settled: {
    status: 409,
    title: 'Already settled',
    sentence: () => 'This suggestion was taken or left before, or is none.',
  },
  suggestion_not_applicable: {
    status: 409,
    title: 'The paragraph is another one',
    sentence: () => 'The draft has another text there by now, or none. Write it yourself, and leave the suggestion.',
  },
} as const satisfies ErrorTable
