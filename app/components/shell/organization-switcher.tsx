import { Form, Link } from '@remix-run/react'
import { Check, ChevronsUpDown, LogOut } from 'lucide-react'
import { initials, personTint } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import { useDismiss } from '../ui/menu.tsx'

export interface OrganizationName {
  slug: string
  name: string
}

interface OrganizationMenuProps {
  current: OrganizationName
  organizations: readonly OrganizationName[]
}

/** Every organization of this person; each has its own address, so two tabs can be in two of them. */
export function OrganizationSwitcher({ current, organizations }: OrganizationMenuProps) {
  const details = useDismiss()
  return (
    <details className="org menu" ref={details}>
      <summary>
        <span className={`org-mark av-${personTint(current.name)}`} aria-hidden="true">
          {initials(current.name).charAt(0)}
        </span>
        <span className="truncate" dir="auto">
          {current.name}
        </span>
        <ChevronsUpDown className="i i-sm" />
      </summary>
      <div className="menu-pop menu-pop-start">
        <OrganizationMenu current={current} organizations={organizations} />
      </div>
    </details>
  )
}

/** Where else this person may go, and the way out. */
export const OrganizationMenu = ({ current, organizations }: OrganizationMenuProps) => (
  <>
    {organizations.map(({ slug, name }) => (
      <Link
        key={slug}
        className="menu-item"
        to={paths.home(slug)}
        aria-current={slug === current.slug ? 'true' : undefined}
      >
        <span className="grow" dir="auto">
          {name}
        </span>
        {slug === current.slug ? <Check className="i" /> : null}
      </Link>
    ))}
    <div className="menu-sep" />
    <Form method="post" action={paths.signOut()}>
      <button className="menu-item" type="submit">
        <LogOut className="i" />
        Sign out
      </button>
    </Form>
  </>
)
