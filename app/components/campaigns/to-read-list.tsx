import { Link } from '@remix-run/react'
import { AlarmClock, BookOpenCheck, Clock } from 'lucide-react'
import { countOf } from '#app/lib/format.ts'
import { minutesToRead } from '#app/lib/reading.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Time, useDue } from '../ui/time.tsx'
import { Shelf } from './section.tsx'

export interface ToReadRow {
  campaignId: string
  identifier: string
  title: string
  label: string
  words: number
  turn: number
  dueAt: string
  managerNotified: boolean
  askedBy: string
}

/** What the reader is asked to read and to accept, what is due first before the rest. */
export function ToReadList({ org, rows, total }: { org: string; rows: readonly ToReadRow[]; total: number }) {
  return (
    <Shelf id="to-read" title="To read now" total={total}>
      {rows.length === 0 ? (
        <Empty icon={BookOpenCheck} title="Nothing to read" level={3} card>
          <p>What you are asked to read and to accept is listed here, and comes by mail.</p>
        </Empty>
      ) : (
        <ul className="to-read">
          {rows.map((row, place) => (
            <li key={row.campaignId}>
              <h3>
                <Link to={paths.readAndAccept(org, row.campaignId)}>{row.title}</Link>
              </h3>
              <span className="fs13 muted">
                <span className="id">{row.identifier}</span> {row.label}
                {row.turn > 1 ? ', asked again' : ''}. About {countOf(minutesToRead(row.words), 'minute')}.{' '}
                {row.askedBy} asks.
              </span>
              <DueState {...row} />
              <Link
                className={buttonClass({ kind: place === 0 ? 'primary' : 'secondary' })}
                to={paths.readAndAccept(org, row.campaignId)}
              >
                {row.turn > 1 ? 'Read again' : 'Read and accept'}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Shelf>
  )
}

/** By when; late is red, and the words say it too. */
function DueState({ dueAt, managerNotified }: Pick<ToReadRow, 'dueAt' | 'managerNotified'>) {
  const due = useDue(dueAt)
  if (!due) return null
  const late = due.tone === 'late'
  const Icon = late ? AlarmClock : Clock
  return (
    <span className={late ? 'state state-overdue' : 'state state-in_review'}>
      <Icon className="i" />
      <span>
        {late ? due.words : 'By '}
        {late ? managerNotified ? '; your manager was notified' : '' : <Time at={dueAt} style="date" />}
        {late || due.words === due.full ? '' : `, ${due.words.toLowerCase()}`}
      </span>
    </span>
  )
}
