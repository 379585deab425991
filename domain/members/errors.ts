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
  absence_overlaps: {
    status: 409,
    title: 'Out of office already',
    sentence: () => 'An absence on one of these days is entered already. Take that one back first.',
  },
  absence_circle: {
    status: 409,
    title: 'Delegates in a circle',
    sentence: (d) =>
      `On one of these days ${word(d.name, 'the delegate')} is away too, and it would come back. Choose someone else.`,
  },
  absence_past: {
    status: 422,
    title: 'Date has passed',
    sentence: () => 'The last day must be today or later.',
  },
  invitation_not_open: {
    status: 409,
    title: 'Invitation is not open',
    sentence: () => 'This invitation was used, withdrawn or has expired. Ask for a new one.',
  },
} as const satisfies ErrorTable
