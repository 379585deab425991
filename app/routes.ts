import { index, type RouteConfig, route } from '@remix-run/route-config'

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
  route('policies/*?', 'routes/auth/forward.ts', { id: 'forward-policies' }),
  route('procedures/*?', 'routes/auth/forward.ts', { id: 'forward-procedures' }),

  route(':org', 'routes/organization/layout.tsx', [
    index('routes/home/home.tsx'),
    route('settings', 'routes/settings/layout.tsx', [
      index('routes/settings/index.ts'),
      route('members', 'routes/settings/members.tsx'),
      route('members/invite', 'routes/settings/invite.tsx'),
      route('members/:member', 'routes/settings/member.tsx'),
      route('members/:member/remove', 'routes/settings/remove-member.tsx'),
      route('organization', 'routes/settings/organization.tsx'),
      route('api-keys', 'routes/settings/api-keys.tsx'),
      route('profile', 'routes/settings/profile.tsx'),
      route('security', 'routes/settings/security.tsx'),
    ]),
    route('*', 'routes/organization/not-found.tsx'),
  ]),
  route('*', 'routes/home/not-found.tsx'),
] satisfies RouteConfig
