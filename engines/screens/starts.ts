/** Where a crawl of the demo begins; the links lead on from there. */
export const SIGNED_OUT = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/invitations/no-such-invitation',
  '/styleguide',
  '/api/docs',
  '/nowhere/at/all',
]

/** Under an organization. One document of each state, for their pages differ; and the pages that no plain link leads to. */
export const SIGNED_IN = [
  '',
  '/documents',
  '/documents?q=access',
  '/documents?q=nothing-is-called-so',
  '/policies?peek=POL-AC-001',
  '/documents/POL-AC-001', // in review, another in effect
  '/documents/POL-AC-002', // a draft, never submitted
  '/documents/POL-AI-001', // published
  '/documents/POL-AI-003', // approved, waits for its date
  '/documents/POL-NW-001', // archived
  '/documents/POL-AC-002/edit',
  '/settings/members',
  '/nowhere',
]
