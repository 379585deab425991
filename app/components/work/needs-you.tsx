import { Link } from '@remix-run/react'
import { CircleCheck } from 'lucide-react'
import type { InboxItem } from '#app/lib/work.server.ts'
import { paths } from '#domain/paths.ts'
import { Empty } from '../ui/empty.tsx'
import { InboxRow } from './inbox-row.tsx'

/** The most urgent of the inbox. */
export function NeedsYou({ org, items, total }: { org: string; items: readonly InboxItem[]; total: number }) {
  return (
    <section className="card" aria-labelledby="needs">
      <div className="card-head">
        <h2 id="needs">Needs you</h2>
        {total > 0 ? <Link to={paths.inbox(org)}>All {total} in the inbox</Link> : null}
      </div>
      {items.length === 0 ? (
        <Empty icon={CircleCheck} title="Nothing waits for you" level={3}>
          <p>When someone asks you to sign, it shows here and you get a mail.</p>
        </Empty>
      ) : (
        <ul className="inbox">
          {items.map((item) => (
            <InboxRow key={item.id} org={org} item={item} open={false} />
          ))}
        </ul>
      )}
    </section>
  )
}
