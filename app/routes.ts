import type { RouteConfig, RouteConfigEntry } from '@remix-run/route-config'

// Remix's own functions for this load the whole of its build tool, which whoever reads the addresses would wait for.
const index = (file: string): RouteConfigEntry => ({ index: true, file })
const route = (path: string, file: string, more: { id: string } | RouteConfigEntry[] = []): RouteConfigEntry =>
  Array.isArray(more) ? { path, file, children: more } : { path, file, ...more }

/** Every address of the pages, in one list. Signed-in addresses start with the organization (`/helix/policies`). */
export default [
  index('routes/home/front-door.tsx'),
  route('theme', 'routes/home/theme.ts'),
  route('styleguide', 'routes/styleguide/styleguide.tsx'),

  route('sign-in', 'routes/auth/sign-in.tsx'),
  route('sign-out', 'routes/auth/sign-out.ts'),
  route('sign-up', 'routes/auth/sign-up.tsx'),
  route('sign-up/:token', 'routes/auth/finish-sign-up.tsx'),
  route('forgot-password', 'routes/auth/forgot-password.tsx'),
  route('reset-password/:token', 'routes/auth/reset-password.tsx'),
  route('invitations/:token', 'routes/auth/invitation.tsx'),
  route('organizations/new', 'routes/auth/new-organization.tsx'),
  route('account', 'routes/auth/account.ts'),
  route('api/auth/*', 'routes/auth/api.ts'),
  route('api/docs', 'routes/reference/api.tsx'),
  route('problems/:code?', 'routes/reference/problem.tsx'),
  route('policies/*?', 'routes/auth/forward.ts', { id: 'forward-policies' }),
  route('procedures/*?', 'routes/auth/forward.ts', { id: 'forward-procedures' }),

  // Pages without the rail: one decision, or one text being written.
  route(':org/sign/:signoffId', 'routes/sign/sign.tsx'),
  route(':org/documents/:identifier/edit', 'routes/documents/edit.tsx'),

  // Files and streams: no page around them.
  route(':org/events/stream', 'routes/live/events.ts'),
  route(':org/search', 'routes/search/search.ts'),
  route(':org/search/people', 'routes/search/people.ts'),
  route(':org/audit/export/:as', 'routes/audit/export.ts'),
  route(':org/documents/:identifier/draft', 'routes/documents/draft.ts'),
  route(':org/documents/:identifier/attachments', 'routes/documents/attachments.ts'),
  route(':org/documents/:identifier/attachments/:hash', 'routes/documents/attachment.ts'),
  route(':org/documents/:identifier/exports/:format', 'routes/documents/export.ts'),
  route(':org/documents/:identifier/remind', 'routes/documents/remind.ts'),
  route(':org/documents/:identifier/retry', 'routes/documents/retry.ts'),

  route(':org', 'routes/organization/layout.tsx', [
    index('routes/home/home.tsx'),
    route('settings', 'routes/settings/layout.tsx', [
      index('routes/settings/index.ts'),
      route('members', 'routes/settings/members.tsx'),
      route('members/invite', 'routes/settings/invite.tsx'),
      route('members/:member', 'routes/settings/member.tsx'),
      route('members/:member/remove', 'routes/settings/remove-member.tsx'),
      route('members/:member/out-of-office', 'routes/settings/absences.tsx', { id: 'absences-of-member' }),
      route('out-of-office', 'routes/settings/absences.tsx', { id: 'absences' }),
      route('groups', 'routes/settings/groups.tsx'),
      route('groups/:group', 'routes/settings/group.tsx'),
      route('departments', 'routes/settings/departments.tsx'),
      route('departments/:department', 'routes/settings/department.tsx'),
      route('organization', 'routes/settings/organization.tsx'),
      route('holidays', 'routes/settings/holidays.tsx'),
      route('api-keys', 'routes/settings/api-keys.tsx'),
      route('approval-definitions', 'routes/settings/definitions.tsx'),
      route('profile', 'routes/settings/profile.tsx'),
      route('security', 'routes/settings/security.tsx'),
    ]),
    route('settings/approval-definitions/new', 'routes/settings/definition.tsx', { id: 'new-approval-definition' }),
    route('settings/approval-definitions/:definition', 'routes/settings/definition.tsx', { id: 'approval-definition' }),
    route('settings/approval-definitions/:definition/versions', 'routes/settings/definition-versions.tsx'),
    route('inbox', 'routes/work/inbox.tsx'),
    route('notifications', 'routes/work/notifications.tsx'),
    route('reviews', 'routes/reviews/reviews.tsx'),
    route('reviews/calendar', 'routes/reviews/calendar.tsx'),
    route('reviews/:identifier', 'routes/reviews/review.tsx'),
    route('audit', 'routes/audit/audit.tsx'),
    route('policies', 'routes/documents/library.tsx', { id: 'policies' }),
    route('procedures', 'routes/documents/library.tsx', { id: 'procedures' }),
    route('documents', 'routes/documents/library.tsx', { id: 'documents' }),
    route('documents/new', 'routes/documents/new.tsx'),
    route('documents/:identifier', 'routes/documents/document.tsx', [
      index('routes/documents/read.tsx'),
      route('versions', 'routes/documents/versions.tsx'),
      route('versions/:number', 'routes/documents/version.tsx'),
      route('compare', 'routes/documents/compare.tsx'),
      route('approval', 'routes/documents/approval.tsx'),
      route('approval/change', 'routes/documents/change-round.tsx'),
      route('activity', 'routes/documents/activity.tsx'),
      route('properties', 'routes/documents/properties.tsx'),
      route('submit', 'routes/documents/submit.tsx'),
      route(':command', 'routes/documents/command.tsx'),
    ]),
    route('*', 'routes/organization/not-found.tsx'),
  ]),
  route('*', 'routes/home/not-found.tsx'),
] satisfies RouteConfig
