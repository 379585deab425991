import { createCookie } from '@remix-run/node'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

// A year: a preference, not a session.
const cookie = createCookie('accord-theme', { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 31_536_000 })

export const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value)

/** Read on the server, so that the first paint has the right colors. */
export async function readTheme(request: Request): Promise<Theme> {
  const value: unknown = await cookie.parse(request.headers.get('Cookie'))
  return isTheme(value) ? value : 'system'
}

export const themeHeader = (theme: Theme) => cookie.serialize(theme)
