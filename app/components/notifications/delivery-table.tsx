import { MailCheck } from 'lucide-react'
import type { DeliveryShelf, DeliveryStatus, SkipReason } from '#domain/notifications/delivery.ts'
import { Empty } from '../ui/empty.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'

export interface DeliveryLine {
  id: string
  title: string
  receiver: string
  status: DeliveryStatus
  skipReason: SkipReason | null
  attempts: number
  failure: string | null
  nextAttemptAt: string | null
  sentAt: string | null
  writtenAt: string
}

const SKIPPED: Record<SkipReason, string> = {
  not_a_member: 'The receiver is no member any more.',
  document_not_readable: 'The receiver may not read the document.',
  switched_off: 'The receiver does not want it by mail.',
  settled: 'It was settled before the digest.',
  nothing_to_say: 'There was nothing left to say.',
  discarded: 'Discarded by an admin.',
}

const EMPTY: Record<DeliveryShelf, string> = {
  failed: 'Nothing has failed',
  waiting: 'Nothing waits',
  sent: 'Nothing was sent yet',
  skipped: 'Everything was sent',
}

const CHOICE: Column<DeliveryLine> = {
  key: 'choice',
  label: 'Select',
  className: 'c-choice',
  cell: ({ id, title, receiver }) => (
    <input type="checkbox" name="ids[]" value={id} aria-label={`${title}, to ${receiver}`} />
  ),
}

const COLUMNS: Column<DeliveryLine>[] = [
  { key: 'title', label: 'Message', className: 'c-title', cell: ({ title }) => title },
  { key: 'to', label: 'To', cell: ({ receiver }) => receiver },
  { key: 'state', label: 'State', cell: (line) => <State {...line} /> },
  { key: 'at', label: 'Written', cell: ({ writtenAt }) => <Time at={writtenAt} /> },
]

/** What became of it, and what comes next. */
function State({ status, skipReason, attempts, failure, nextAttemptAt, sentAt }: DeliveryLine) {
  if (status === 'sent')
    return sentAt ? (
      <>
        Sent <Time at={sentAt} />
      </>
    ) : (
      <>Sent</>
    )
  if (status === 'skipped') return <>{skipReason ? SKIPPED[skipReason] : 'Not sent'}</>
  if (status === 'digest') return <>Waits for the daily digest</>
  if (status === 'failed') {
    return (
      <>
        {failure} <span className="muted">Given up after {attempts} attempts.</span>
      </>
    )
  }
  if (attempts === 0 || failure === null) return <>Waits to be sent{next(nextAttemptAt)}</>
  return (
    <>
      {failure}{' '}
      <span className="muted">
        Attempt {attempts}
        {next(nextAttemptAt)}
      </span>
    </>
  )
}

/** When it is tried next. */
const next = (at: string | null) =>
  at === null ? null : (
    <>
      , next <Time at={at} style="moment" />
    </>
  )

/** Messages with what became of them; those that failed can be chosen. */
export const DeliveryTable = ({ shelf, deliveries }: { shelf: DeliveryShelf; deliveries: DeliveryLine[] }) => (
  <Table
    caption="Deliveries"
    className="people deliveries"
    columns={shelf === 'failed' ? [CHOICE, ...COLUMNS] : COLUMNS}
    rows={deliveries}
    rowKey={({ id }) => id}
    empty={
      <Empty icon={MailCheck} title={EMPTY[shelf]} card>
        <p>Mails that the mail server refuses for good come here, to be sent again or discarded.</p>
      </Empty>
    }
  />
)
