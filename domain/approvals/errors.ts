import { type ErrorTable, human, word, words } from '../error-table.ts'

/** What approval rounds and sign-offs refuse. */
export const APPROVAL_ERRORS = {
  signoff_already_decided: {
    status: 409,
    title: 'Already decided',
    sentence: (d) => `This sign-off is already ${human(d.status, 'decided')}.`,
  },
  process_not_failed: {
    status: 409,
    title: 'Nothing to retry',
    sentence: () => 'Nothing has failed here, or somebody has retried it already.',
  },
  round_not_running: {
    status: 409,
    title: 'Round is over',
    sentence: (d) => `This approval round is ${human(d.status, 'over')}.`,
  },
  step_already_decided: {
    status: 409,
    title: 'Step is over',
    sentence: (d) => `This step is already ${human(d.verdict, 'over')}; your sign-off is no longer needed.`,
  },
  not_your_signoff: {
    status: 403,
    title: 'Not yours to decide',
    sentence: (d) => `This sign-off was asked of ${word(d.signer, 'someone else')}.`,
  },
  fresh_sign_in_required: {
    status: 403,
    title: 'A fresh sign-in is needed',
    sentence: (d) =>
      d.via === 'api'
        ? 'This step asks whoever decides to sign in at that moment. An API key cannot: decide it on its page.'
        : 'This step asks you to sign in again to decide. Write your password.',
  },
  author_cannot_approve: {
    status: 409,
    title: 'Authors do not approve',
    sentence: (d) => `${words(d.names, 'You')} wrote part of this version and cannot approve it. Ask someone else.`,
  },
  asker_cannot_approve: {
    status: 409,
    title: 'Who asks does not approve',
    sentence: (d) => `${words(d.names, 'You')} asked for this and cannot approve it. Ask someone else.`,
  },
  round_open: {
    status: 409,
    title: 'Something else is being decided',
    sentence: (d) =>
      `${word(d.noun, 'Something').replace(/^t/, 'T')} of this document is being decided. Wait for it, or withdraw it first.`,
  },
  comment_required: {
    status: 422,
    title: 'A comment is needed',
    sentence: () => 'Say why: the author reads it to know what to change.',
  },
  no_signers: {
    status: 422,
    title: 'Nobody to ask',
    sentence: (d) =>
      `Nobody can sign ${d.step ? `the step “${word(d.step, '')}”` : 'this round'}. Name at least one signer.`,
  },
  signer_not_eligible: {
    status: 422,
    title: 'Cannot be asked to sign',
    sentence: (d) => `${words(d.names, 'One of them')} cannot be asked to sign: not an active member.`,
  },
  signer_already_asked: {
    status: 409,
    title: 'Is asked already',
    sentence: (d) =>
      `${word(d.name, 'They')} was asked in this step already, and nobody is asked twice. Choose someone else.`,
  },
  signer_not_asked: {
    status: 409,
    title: 'Is not asked',
    sentence: () => 'Nobody waits for this person in the round: they have decided, or were never asked.',
  },
  due_date_not_later: {
    status: 422,
    title: 'Not later',
    sentence: (d) =>
      d.hasDate === true
        ? 'The new due date must be after the one that holds now.'
        : 'What waits now has no due date, so there is nothing to extend.',
  },
  signer_absent: {
    status: 409,
    title: 'Is out of office',
    sentence: (d) => `${word(d.name, 'They')} is out of office then. Choose someone else.`,
  },
  delegated_before: {
    status: 409,
    title: 'Delegated before',
    sentence: (d) =>
      `This was delegated to you by ${word(d.name, 'someone else')}. Decide it, or ask the owner of the document to replace you.`,
  },
  quorum_unreachable: {
    status: 422,
    title: 'Too few signers',
    sentence: (d) =>
      `The step “${word(d.step, '')}” needs ${word(d.needed, 'more')} approvals, but only ${word(d.signers, 'fewer')} people can sign.`,
  },
  due_date_past: { status: 422, title: 'Date has passed', sentence: () => 'The due date must be today or later.' },
  effective_date_past: {
    status: 422,
    title: 'Date has passed',
    sentence: () => 'The effective date must be after today. To publish now, choose “now”.',
  },
  content_hash_mismatch: {
    status: 409,
    title: 'Content differs from what was signed',
    sentence: () => 'The content differs from what was signed, so it was not published.',
  },
} as const satisfies ErrorTable
