import { CircleCheck, CircleDashed, Clock, UserMinus } from 'lucide-react'
import { countOf, formatNumber } from '#app/lib/format.ts'
import type { Place } from '#app/lib/page-number.ts'
import { paths } from '#domain/paths.ts'
import { Pages } from '../ui/pages.tsx'
import { Person } from '../ui/person.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Time, useDue } from '../ui/time.tsx'

export interface PersonLine {
  id: string
  name: string
  position: string | null
  manager: string | null
  turn: number
  dueAt: string
  openedAt: string | null
  completedAt: string | null
  leftAt: string | null
  escalatedAt: string | null
  reminders: number
}

const VIEWS = [
  { show: null, label: 'All' },
  { show: 'late', label: 'Late' },
  { show: 'reading', label: 'Reading' },
  { show: 'not_opened', label: 'Not opened' },
  { show: 'accepted', label: 'Accepted' },
  { show: 'left', label: 'Left' },
] as const

const COLUMNS: Column<PersonLine>[] = [
  {
    key: 'name',
    label: 'Person',
    className: 'c-title',
    cell: ({ name, position }) => <Person name={name} position={position} />,
  },
  { key: 'state', label: 'How far', cell: (person) => <HowFar person={person} /> },
  {
    key: 'due',
    label: 'Due',
    // On a phone there is no head: what has no name of its own is named in the cell.
    cell: ({ dueAt, completedAt }) =>
      completedAt ? (
        <>
          <span className="on-phone muted">Due </span>
          <Time at={dueAt} style="day" />
        </>
      ) : (
        <Due at={dueAt} />
      ),
  },
  {
    key: 'reminders',
    label: 'Reminders',
    className: 'num',
    cell: ({ reminders }) =>
      reminders === 0 ? (
        <span className="on-wide">0</span>
      ) : (
        <>
          <span className="on-wide">{formatNumber(reminders)}</span>
          <span className="on-phone muted">{countOf(reminders, 'reminder')}</span>
        </>
      ),
  },
  {
    key: 'manager',
    label: 'Manager notified',
    cell: ({ manager, escalatedAt }) =>
      escalatedAt && manager ? (
        <span className="muted">
          <span className="on-phone">Manager notified: </span>
          {manager}, <Time at={escalatedAt} style="day" />
        </span>
      ) : (
        <span className="on-wide subtle">No</span>
      ),
  },
]

/** The people of a campaign, narrowed down by how far they are. */
export function CampaignPeople({
  org,
  campaignId,
  show,
  progress,
  people,
}: {
  org: string
  campaignId: string
  show: string | null
  progress: { asked: number; accepted: number; reading: number; late: number; left: number }
  people: { place: Place; rows: readonly PersonLine[] }
}) {
  const counts: Record<string, number> = {
    all: progress.asked,
    late: progress.late,
    reading: progress.reading,
    not_opened: progress.asked - progress.accepted - progress.reading,
    accepted: progress.accepted,
    left: progress.left,
  }
  return (
    <section className="campaign-people" aria-label="People">
      <Tabs
        label="People"
        tabs={VIEWS.map((view) => ({
          label: view.label,
          to: paths.campaign(org, campaignId, view.show ?? undefined),
          count: formatNumber(counts[view.show ?? 'all'] ?? 0),
          current: view.show === show,
        }))}
      />
      <Table
        caption="People"
        className="people"
        columns={COLUMNS}
        rows={people.rows}
        rowKey={({ id }) => id}
        empty={<p className="muted gap-t">Nobody.</p>}
      />
      <Pages name="page" rows={people.rows.length} list={people.place} />
    </section>
  )
}

function HowFar({ person: { leftAt, completedAt, openedAt, turn } }: { person: PersonLine }) {
  if (leftAt)
    return (
      <span className="state state-archived">
        <UserMinus className="i" />
        <span>
          Left <Time at={leftAt} style="day" />
          {completedAt ? ', had accepted' : ''}
        </span>
      </span>
    )
  if (completedAt)
    return (
      <span className="state state-published">
        <CircleCheck className="i" />
        <span>
          Accepted <Time at={completedAt} style="day" />
        </span>
      </span>
    )
  const again = turn > 1 ? ', asked again' : ''
  return openedAt ? (
    <span className="state state-in_review">
      <Clock className="i" />
      Opened{again}
    </span>
  ) : (
    <span className="state">
      <CircleDashed className="i" />
      Not opened{again}
    </span>
  )
}

function Due({ at }: { at: string }) {
  const due = useDue(at)
  if (!due) return null
  if (due.tone === 'late') return <span className="late">{due.words}</span>
  return (
    <span className="muted">
      <span className="on-phone">Due </span>
      {due.words}
    </span>
  )
}
