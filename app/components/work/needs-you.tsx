import { Link } from '@remix-run/react'
import { CircleCheck } from 'lucide-react'
import { type InboxItem, whatWillWait } from '#app/lib/work.ts'
import { paths } from '#domain/paths.ts'
import type { WorkKind } from '#domain/work/kinds.ts'
import { Empty } from '../ui/empty.tsx'
import { InboxRow, rowKey } from './inbox-row.tsx'

/** The most urgent of the inbox. */
export function NeedsYou({
  org,
  items,
  total,
  kinds,
}: {
  org: string
  items: readonly InboxItem[]
  total: number
  /** What can come to wait for this reader. */
  kinds: readonly WorkKind[]
}) {
  return (
    <section className="card" aria-labelledby="needs">
      <div className="card-head">
        <h2 id="needs">Needs you</h2>
        {total > 0 ? <Link to={paths.inbox(org)}>All {total} in the inbox</Link> : null}
      </div>
      {items.length === 0 ? (
        <Empty icon={CircleCheck} title="Nothing waits for you" level={3}>
          <p>{whatWillWait(kinds)}</p>
        </Empty>
      ) : (
        <ul className="inbox">
          {items.map((item) => (
            <InboxRow key={rowKey(item)} org={org} item={item} narrow />
          ))}
        </ul>
      )}
    </section>
  )
}
