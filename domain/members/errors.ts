import { type ErrorTable, human, word, words } from '../error-table.ts'

/** Who may do what, and who belongs to an organization. */
export const MEMBER_ERRORS = {
  forbidden: {
    status: 403,
    title: 'Not allowed',
    sentence: (d) =>
      `You cannot ${word(d.action, 'do this')}. ${
        Array.isArray(d.roles) && d.roles.length > 0
          ? `It takes the role ${words(
              d.roles.map((role) => human(role, '').replace(/^it /, 'IT ')),
              '',
            ).replace(/, ([^,]*)$/, ' or $1')}.`
          : 'Ask an admin of your organization.'
      }`,
  },
  scope_missing: {
    status: 403,
    title: 'Scope missing',
    sentence: (d) => `This API key lacks the scope ${word(d.scope, 'it takes')}.`,
  },
  last_admin: {
    status: 409,
    title: 'The last admin',
    sentence: () => 'An organization keeps at least one admin. Make someone else admin first.',
  },
  invitation_not_open: {
    status: 409,
    title: 'Invitation is not open',
    sentence: () => 'This invitation was used, withdrawn or has expired. Ask for a new one.',
  },
} as const satisfies ErrorTable
