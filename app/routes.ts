import { index, type RouteConfig, route } from '@remix-run/route-config'

/** Every address of the pages, in one list. Signed-in addresses start with the organization (`/helix/policies`). */
export default [
  index('routes/home/front-door.tsx'),
  route('theme', 'routes/home/theme.ts'),
  route('styleguide', 'routes/styleguide/styleguide.tsx'),

  route('sign-in', 'routes/auth/sign-in.tsx'),
  route('sign-out', 'routes/auth/sign-out.ts'),
  route('api/auth/*', 'routes/auth/api.ts'),
  route('policies/*?', 'routes/auth/forward.ts', { id: 'forward-policies' }),
  route('procedures/*?', 'routes/auth/forward.ts', { id: 'forward-procedures' }),

  route(':org', 'routes/organization/layout.tsx', [
    index('routes/home/home.tsx'),
    route('*', 'routes/organization/not-found.tsx'),
  ]),
  route('*', 'routes/home/not-found.tsx'),
] satisfies RouteConfig
