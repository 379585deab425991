import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Logo } from '#app/components/ui/logo.tsx'
import { ThemeToggle } from '#app/components/ui/theme-toggle.tsx'
import { paths } from '#app/lib/paths.ts'

/** What stands around every page that is seen before an organization is chosen. */
export function AuthFrame({ children }: { children: ReactNode }) {
  return (
    <div className="auth">
      <header className="auth-top">
        <Link to={paths.frontDoor()}>
          <Logo />
          Accord
        </Link>
        <ThemeToggle small={false} />
      </header>
      <main className="auth-main">{children}</main>
      <footer className="auth-foot">Accord is open source, under the MIT license.</footer>
    </div>
  )
}
