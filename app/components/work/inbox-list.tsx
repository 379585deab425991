import { useNavigate } from '@remix-run/react'
import { useMemo } from 'react'
import { useListKeys } from '#app/lib/use-list-keys.ts'
import type { InboxItem } from '#app/lib/work.ts'
import { useNow } from '../ui/time.tsx'
import { InboxRow, rowKey, rowTarget } from './inbox-row.tsx'

const DAY = 86_400_000
const GROUPS = ['Late', 'Today', 'Next 7 days', 'Later', 'No due date'] as const

const groupOf = ({ dueAt }: InboxItem, now: Date): (typeof GROUPS)[number] => {
  if (dueAt === null) return 'No due date'
  const gap = new Date(dueAt).getTime() - now.getTime()
  if (gap < 0) return 'Late'
  return gap < DAY ? 'Today' : gap < 7 * DAY ? 'Next 7 days' : 'Later'
}

/** Everything that waits, in groups by urgency; sign-offs are decided in place, with keys. */
export function InboxList({ org, items }: { org: string; items: readonly InboxItem[] }) {
  const now = useNow()
  const navigate = useNavigate()
  const keys = useMemo(() => items.map(rowKey), [items])
  const focused = useListKeys(keys, {
    onOpen: (key) => {
      const item = items.find((each) => rowKey(each) === key)
      if (item) navigate(rowTarget(org, item))
    },
    onKey: (key, row) =>
      document.querySelector<HTMLElement>(`[data-row="${row}"] [data-key="${CSS.escape(key)}"]`)?.click(),
  })
  const open = focused ?? keys[0]
  const hasSignoffs = items.some(({ kind }) => kind === 'signoff')
  return (
    <>
      {GROUPS.map((group) => {
        const inGroup = items.filter((item) => groupOf(item, now) === group)
        if (inGroup.length === 0) return null
        return (
          <section className="grp" key={group} aria-label={group}>
            <h2>
              {group} <span>{inGroup.length}</span>
            </h2>
            <ul className="inbox">
              {inGroup.map((item) => (
                <InboxRow key={rowKey(item)} org={org} item={item} open={rowKey(item) === open} />
              ))}
            </ul>
          </section>
        )
      })}
      <p className="hint">
        <span>
          <kbd>J</kbd>
          <kbd>K</kbd>move
        </span>
        <span>
          <kbd>Enter</kbd>open
        </span>
        {hasSignoffs ? (
          <>
            <span>
              <kbd>A</kbd>approve
            </span>
            <span>
              <kbd>R</kbd>reject
            </span>
          </>
        ) : null}
        <span>
          <kbd>?</kbd>all shortcuts
        </span>
      </p>
    </>
  )
}
