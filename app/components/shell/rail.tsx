import { Link } from '@remix-run/react'
import { type Command, RAIL_GROUPS } from '#app/lib/commands/command.ts'
import { formatNumber } from '#app/lib/format.ts'
import type { RailCounts } from '../shell.tsx'

/** Only what this person's roles give. The group without entries is left out. */
export function Rail({
  commands,
  counts,
  pathname,
}: {
  commands: readonly Command[]
  counts: RailCounts
  pathname: string
}) {
  const current = currentOf(commands, pathname)
  return (
    <>
      {RAIL_GROUPS.map(({ id, heading }) => {
        const entries = commands.filter((command) => command.rail === id)
        if (entries.length === 0) return null
        return (
          <div key={id}>
            {heading === null ? null : <p className="group">{heading}</p>}
            <ul className={id === 'foot' ? 'rail-gap' : undefined}>
              {entries.map((command) => (
                <li key={command.id}>
                  <RailItem command={command} count={counts[command.id]} current={command.id === current} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </>
  )
}

/** The entry whose address is the longest start of where we are. */
const currentOf = (commands: readonly Command[], pathname: string) =>
  commands
    .filter(
      ({ rail, to, id }) =>
        rail && (id === 'home' ? pathname.replace(/\/$/, '') === to : `${pathname}/`.startsWith(`${to}/`)),
    )
    .sort((a, b) => b.to.length - a.to.length)[0]?.id

function RailItem({ command, count, current }: { command: Command; count: RailCounts[string]; current: boolean }) {
  const Icon = command.icon
  return (
    <Link className="rail-item" to={command.to} aria-current={current ? 'page' : undefined} prefetch="intent">
      <Icon className="i" />
      {command.label}
      {count && count.count > 0 ? (
        <span className={count.late ? 'count count-late' : 'count'}>
          {formatNumber(count.count)}
          <span className="sr">{count.late ? ' overdue' : ' waiting'}</span>
        </span>
      ) : null}
    </Link>
  )
}
