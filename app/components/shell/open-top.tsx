import { Link } from '@remix-run/react'
import { paths } from '#domain/paths.ts'
import { Logo } from '../ui/logo.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'

/** The top of the pages without a rail, which are open to everybody. */
export const OpenTop = () => (
  <header className="open-top">
    <Link to={paths.frontDoor()}>
      <Logo />
      Accord
    </Link>
    <ThemeToggle small={false} />
  </header>
)
