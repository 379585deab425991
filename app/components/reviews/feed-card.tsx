import { Form } from '@remix-run/react'
import { CALENDAR_FEED_LABELS, type CalendarFeedKind } from '#domain/calendar-feeds/feed.ts'
import { StatusButton } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'

interface FeedCardProps {
  kind: CalendarFeedKind
  feed: { id: string; createdAt: string; lastReadAt: string | null } | null
}

const WHAT = {
  own: 'Reviews of documents that you own, also as second owner.',
  organization: 'Reviews of all documents that you may read, whoever owns them.',
} as const satisfies Record<CalendarFeedKind, string>

/** One kind of feed: what it shows, whether it has an address, and what can be done with it. */
export function FeedCard({ kind, feed }: FeedCardProps) {
  const label = CALENDAR_FEED_LABELS[kind]
  return (
    <section className="card card-pad" aria-labelledby={`feed-${kind}`}>
      <h2 className="panel-title" id={`feed-${kind}`}>
        {label}
      </h2>
      <p>{WHAT[kind]}</p>
      {feed ? (
        <p className="fs13 muted">
          Address made <Time at={feed.createdAt} style="date" />,{' '}
          {feed.lastReadAt ? (
            <>
              last read <Time at={feed.lastReadAt} />
            </>
          ) : (
            'not read yet'
          )}
        </p>
      ) : null}
      <Form method="post" className="row row-wrap gap-t-sm">
        {feed ? (
          <>
            <StatusButton kind="secondary" size="small" working="Renewing" name="renew" value={feed.id}>
              New address<span className="sr"> for {label}</span>
            </StatusButton>
            <StatusButton kind="danger" size="small" working="Revoking" name="revoke" value={feed.id}>
              Revoke<span className="sr"> {label}</span>
            </StatusButton>
          </>
        ) : (
          <StatusButton kind="secondary" size="small" working="Making" name="make" value={kind}>
            Make an address<span className="sr"> for {label}</span>
          </StatusButton>
        )}
      </Form>
    </section>
  )
}
