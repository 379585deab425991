import { CalendarPlus } from 'lucide-react'
import { CALENDAR_FEED_LABELS, type CalendarFeedKind } from '#domain/calendar-feeds/feed.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Note } from '../ui/note.tsx'

/** The address of a feed that was just made: shown this once. */
export function NewAddress({ kind, address }: { kind: CalendarFeedKind; address: string }) {
  return (
    <section className="section" aria-live="polite" aria-label="New address">
      <Note tone="success">
        <p>
          The address of “{CALENDAR_FEED_LABELS[kind]}”. Copy it now: it is not shown again. Whoever has it reads titles
          and dates as you do.
        </p>
        <p>
          <code className="secret">{address}</code>
        </p>
        <div className="row row-wrap gap-t-sm">
          <Button as="a" size="small" icon={CalendarPlus} href={address.replace(/^https?:/, 'webcal:')}>
            Subscribe in a calendar
          </Button>
          <CopyButton text={address} what="address" />
        </div>
      </Note>
    </section>
  )
}
