import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Logo } from '#app/components/ui/logo.tsx'
import { ThemeToggle } from '#app/components/ui/theme-toggle.tsx'
import { paths } from '#app/lib/paths.ts'

/** What stands around the pages about the API, which are open to everybody. */
export function ReferenceFrame({ title, sub, children }: { title: string; sub: ReactNode; children: ReactNode }) {
  return (
    <div className="reference">
      <header className="reference-top">
        <Link to={paths.frontDoor()}>
          <Logo />
          Accord
        </Link>
        <ThemeToggle small={false} />
      </header>
      <main>
        <h1>{title}</h1>
        <p className="page-sub">{sub}</p>
        {children}
      </main>
    </div>
  )
}
