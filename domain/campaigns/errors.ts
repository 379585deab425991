import { type ErrorTable, word } from '../error-table.ts'

/** What acknowledgment campaigns refuse. */
export const CAMPAIGN_ERRORS = {
  nothing_in_effect: {
    status: 409,
    title: 'Nothing is in effect',
    sentence: () => 'People accept the version in effect, and this document has none. Publish it first.',
  },
  audience_empty: {
    status: 422,
    title: 'Nobody to ask',
    sentence: () => 'Nobody of this audience is an active member who may read the document. Choose somebody else.',
  },
  campaign_date_past: {
    status: 422,
    title: 'Date has passed',
    sentence: () => 'The due date must be after today.',
  },
  campaign_ends_too_early: {
    status: 422,
    title: 'Closes too early',
    sentence: (d) => `The campaign must stay open until ${word(d.until, 'its due date')}. Choose a later day.`,
  },
  campaign_closed: {
    status: 409,
    title: 'Campaign is closed',
    sentence: () => 'This campaign is closed: nothing of it changes any more.',
  },
  version_changed: {
    status: 409,
    title: 'The document has changed',
    sentence: (d) => `Version ${word(d.label, 'another')} is in effect now. Read it, then accept it.`,
  },
  end_not_reached: {
    status: 422,
    title: 'Not read to the end',
    sentence: () => 'Read the document to its end first. Then it can be accepted.',
  },
  check_outdated: {
    status: 409,
    title: 'No questions about this version',
    sentence: () => 'Nobody has written questions about the version in effect. Write them, or launch without.',
  },
  check_not_passed: {
    status: 409,
    title: 'Questions first',
    sentence: () => 'Answer the questions about the document first. Then it can be accepted.',
  },
  check_not_open: {
    status: 409,
    title: 'Nothing to answer',
    sentence: (d) => {
      if (d.because === 'none') return 'This campaign asks no questions.'
      return d.because === 'passed'
        ? 'You have passed these questions already. The document can be accepted.'
        : 'You have used all attempts. Your manager or whoever asks you can grant another one.'
    },
  },
  attempts_left: {
    status: 409,
    title: 'Attempts are left',
    sentence: (d) =>
      `${word(d.name, 'This person')} needs no other attempt: the questions are passed, or can still be answered.`,
  },
  already_asked: {
    status: 409,
    title: 'Asked already',
    sentence: (d) => `${word(d.name, 'This person')} has not accepted yet, or is not part of this campaign.`,
  },
} as const satisfies ErrorTable
