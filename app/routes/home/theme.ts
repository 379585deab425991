import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { safeReturn } from '#app/lib/return-to.ts'
import { readTheme, type Theme, themeHeader } from '#app/lib/theme.server.ts'

/** Steps to the next theme and goes back to where the reader was. */
const NEXT = { system: 'dark', dark: 'light', light: 'system' } as const satisfies Record<Theme, Theme>

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const next = NEXT[await readTheme(request)]
  return redirect(safeReturn(form.get('returnTo')), { headers: { 'Set-Cookie': await themeHeader(next) } })
}
