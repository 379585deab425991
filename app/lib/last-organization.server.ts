import { createCookie } from '@remix-run/node'

// A year: a preference, not a session. The organization is still asked for anew each time.
const cookie = createCookie('accord-organization', { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 31_536_000 })

/** Remembers the organization that a page belonged to. */
export const rememberOrganization = (slug: string): Promise<string> => cookie.serialize(slug)

/** The organization to go to from an address that names none: the last one used, else the first by name, else null. */
export async function preferredOrganization(
  request: Request,
  organizations: readonly { slug: string }[],
): Promise<string | null> {
  const last: unknown = await cookie.parse(request.headers.get('Cookie'))
  const found = organizations.find(({ slug }) => slug === last) ?? organizations[0]
  return found?.slug ?? null
}
