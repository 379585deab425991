import { Link, useLocation, useMatches } from '@remix-run/react'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { commandsOf } from '#app/lib/commands/index.ts'
import { useModKey } from '#app/lib/mod-key.ts'
import { rolesInWords } from '#app/lib/people.ts'
import { useShortcuts } from '#app/lib/use-shortcuts.ts'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { OrganizationMenu, type OrganizationName, OrganizationSwitcher } from './shell/organization-switcher.tsx'
import { Rail } from './shell/rail.tsx'
import { CommandPalette } from './ui/command-palette.tsx'
import { Logo } from './ui/logo.tsx'
import { useDismiss } from './ui/menu.tsx'
import { Avatar } from './ui/person.tsx'
import { ShortcutsHelp } from './ui/shortcuts-help.tsx'
import { ThemeToggle } from './ui/theme-toggle.tsx'

export interface ShellProps {
  actor: Pick<Actor, 'orgSlug' | 'orgType' | 'name' | 'roles' | 'positionTitle' | 'via' | 'scopes'>
  organization: OrganizationName
  organizations: readonly OrganizationName[]
  counts: RailCounts
  children: ReactNode
}

/** Numbers beside entries of the rail, by the id of the command. */
export type RailCounts = Record<string, { count: number; late?: boolean } | undefined>

/** Everything around a signed-in page: the rail, on a phone the top bar, and what the keyboard opens. */
export function Shell({ actor, organization, organizations, counts, children }: ShellProps) {
  const pathname = usePlace(actor.orgSlug)
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null)
  const onPalette = useCallback(() => setOverlay('palette'), [])
  const onHelp = useCallback(() => setOverlay('help'), [])
  const onClose = useCallback(() => setOverlay(null), [])

  const about = actor.positionTitle ?? rolesInWords(actor.roles)
  const commands = commandsOf(actor)
  useShortcuts(commands, { onPalette, onHelp })
  const rail = <Rail commands={commands} counts={counts} pathname={pathname} />
  const me = (
    <Link className="rail-me" to={paths.account()}>
      <Avatar name={actor.name} position={actor.positionTitle} />
      <span className="truncate" dir="auto">
        {actor.name}
        <small title={about}>{about}</small>
      </span>
    </Link>
  )

  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="shell">
        <TopBar
          name={organization.name}
          home={paths.home(actor.orgSlug)}
          onSearch={onPalette}
          search={paths.documents(actor.orgSlug)}
        >
          {rail}
          <div className="drawer-foot">
            {me}
            <OrganizationMenu current={organization} organizations={organizations} />
          </div>
        </TopBar>
        <header className="rail">
          <div className="rail-in">
            <OrganizationSwitcher current={organization} organizations={organizations} />
            <SearchLink to={paths.documents(actor.orgSlug)} onSearch={onPalette} />
            <nav aria-label="Main">{rail}</nav>
            <div className="rail-foot">
              {me}
              <ThemeToggle />
            </div>
          </div>
        </header>
        <main id="main" className="main" tabIndex={-1}>
          <div className="main-in">{children}</div>
        </main>
      </div>
      <CommandPalette
        open={overlay === 'palette'}
        onClose={onClose}
        commands={commands}
        searchAt={paths.search(actor.orgSlug)}
      />
      <ShortcutsHelp open={overlay === 'help'} onClose={onClose} commands={commands} />
    </>
  )
}

/** Opens the palette; without scripts it leads to the list, which has a search box of its own. */
function SearchLink({ to, onSearch }: { to: string; onSearch: () => void }) {
  const modKey = useModKey()
  return (
    <Link
      className="rail-search"
      to={to}
      onClick={(event) => {
        event.preventDefault()
        onSearch()
      }}
    >
      <Search className="i" />
      Search
      <span className="kbds">
        <kbd>{modKey}</kbd>
        <kbd>K</kbd>
      </span>
    </Link>
  )
}

function TopBar({
  name,
  home,
  search,
  onSearch,
  children,
}: {
  name: string
  home: string
  search: string
  onSearch: () => void
  children: ReactNode
}) {
  const drawer = useDismiss()
  return (
    <header className="topbar">
      <details className="menu drawer" ref={drawer}>
        <summary className="btn btn-ghost" aria-label="Menu">
          <MenuIcon className="i i-lg" />
        </summary>
        <nav className="drawer-in" aria-label="Main, phone">
          {children}
        </nav>
      </details>
      <Link className="brand" to={home}>
        <Logo />
        <span className="truncate" dir="auto">
          {name}
        </span>
      </Link>
      <span className="grow" />
      <Link
        className="btn btn-ghost"
        to={search}
        aria-label="Search"
        onClick={(event) => {
          event.preventDefault()
          onSearch()
        }}
      >
        <Search className="i i-lg" />
      </Link>
      <ThemeToggle small={false} />
    </header>
  )
}

/** Where we are in the rail: a policy's page belongs to Policies, whatever its address begins with. */
function usePlace(org: string): string {
  const { pathname } = useLocation()
  const kinds = useMatches().map(({ data }) => kindOf(data))
  if (!pathname.startsWith(`${paths.documents(org)}/`)) return pathname
  if (kinds.includes('policy')) return paths.policies(org)
  return kinds.includes('procedure') ? paths.procedures(org) : pathname
}

/** The kind in the data of a document's page, or of the page that makes one. */
function kindOf(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return null
  if ('document' in data) return kindOf(data.document)
  return 'kind' in data ? data.kind : null
}
