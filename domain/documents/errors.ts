import { type ErrorTable, human, word, words } from '../error-table.ts'

const braced = (names: unknown): string =>
  words(Array.isArray(names) ? names.map((name) => `{{${name}}}`) : names, 'a name in double braces')

/** What documents, drafts and versions refuse. */
export const DOCUMENT_ERRORS = {
  invalid_transition: {
    status: 409,
    title: 'Not possible in this state',
    sentence: (d) =>
      `A document that is ${human(d.status, 'in this state')} cannot be ${word(d.done, 'changed this way')}.`,
  },
  stale_revision: {
    status: 412,
    title: 'Changed by someone else',
    sentence: (d) =>
      `Changed by ${word(d.changedBy, 'someone else')} in the meantime. Reload, or keep yours as a copy.`,
  },
  reason_required: { status: 422, title: 'A reason is needed', sentence: () => 'Say why: it goes into the log.' },
  unknown_variables: {
    status: 422,
    title: 'No such variable',
    sentence: (d) =>
      `The text says ${braced(d.names)}, which is no variable of it. Add the variable, or write the text without the braces.`,
  },
  unfilled_variables: {
    status: 422,
    title: 'Variables without a value',
    sentence: (d) => `Fill in ${words(d.names, 'every variable')} first.`,
  },
  empty_draft: {
    status: 422,
    title: 'Empty draft',
    sentence: () => 'There is nothing to review yet. Write something first.',
  },
  change_summary_required: {
    status: 422,
    title: 'A change summary is needed',
    sentence: () => 'Say in a sentence what changed, for those who sign.',
  },
  change_type_not_allowed: {
    status: 422,
    title: 'Change type does not fit',
    sentence: (d) => `Choose ${words(d.allowed, 'another change type')}.`,
  },
  owner_not_eligible: {
    status: 422,
    title: 'Not an active member',
    sentence: () => 'The owner must be an active member of the organization.',
  },
  publication_not_planned: {
    status: 409,
    title: 'No publication is planned',
    sentence: () => 'No date is planned on which it would go into effect, so there is nothing to cancel.',
  },
  rendition_missing: {
    status: 409,
    title: 'PDF not ready',
    sentence: () => 'The PDF of this version is still being made. Publishing goes on by itself when it is ready.',
  },
} as const satisfies ErrorTable
