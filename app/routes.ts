import { index, type RouteConfig, route } from '@remix-run/route-config'

/** Every address of the pages, in one list. Signed-in addresses start with the organization (`/helix/policies`). */
export default [
  index('routes/home/front-door.tsx'),
  route('theme', 'routes/home/theme.ts'),
  route('styleguide', 'routes/styleguide/styleguide.tsx'),

  route(':org', 'routes/organization/layout.tsx', [
    index('routes/home/home.tsx'),
    route('*', 'routes/organization/not-found.tsx'),
  ]),
  route('*', 'routes/home/not-found.tsx'),
] satisfies RouteConfig
