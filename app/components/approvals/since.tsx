import { Link } from '@remix-run/react'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { paths } from '#domain/paths.ts'

/** With what the text is compared. Without anything to compare with there is nothing to choose. */
export function Since({ page: { org, signoff, bases, base } }: { page: SignoffPage }) {
  if (bases.length === 0) return null
  const to = (since: number) => `${paths.sign(org, signoff.id)}?since=${since}`
  return (
    <nav className="seg since" aria-label="What changed">
      {bases.map(({ number, name, words }) => (
        <Link
          key={number}
          to={to(number)}
          title={`Compared with ${name}`}
          aria-current={number === base?.number ? 'true' : undefined}
          preventScrollReset
        >
          {words.charAt(0).toUpperCase() + words.slice(1)}
        </Link>
      ))}
      <Link to={to(0)} aria-current={base === null ? 'true' : undefined} preventScrollReset>
        Whole text
      </Link>
    </nav>
  )
}
