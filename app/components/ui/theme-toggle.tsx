import { Form, useLocation } from '@remix-run/react'
import { Contrast } from 'lucide-react'
import { paths } from '#domain/paths.ts'

/** Switches between light and dark. A form, so that it works without scripts; the cookie keeps it, so nothing flashes. */
export function ThemeToggle({ small = true }: { small?: boolean }) {
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action={paths.theme()} preventScrollReset>
      <input type="hidden" name="returnTo" value={pathname + search} />
      <button
        className={small ? 'btn btn-ghost btn-icon btn-sm' : 'btn btn-ghost btn-icon'}
        type="submit"
        aria-label="Switch between light and dark"
        title="Switch between light and dark"
      >
        <Contrast className="i" />
      </button>
    </Form>
  )
}
