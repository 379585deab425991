import { Form } from '@remix-run/react'
import { CalendarOff } from 'lucide-react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatDate } from '#app/lib/format.ts'
import { OnPhone } from './on-phone.tsx'

export interface AbsenceLine {
  id: string
  fromDay: string
  untilDay: string
  delegateName: string
}

const columns = (today: string): Column<AbsenceLine>[] => [
  {
    key: 'days',
    label: 'Days',
    className: 'c-title',
    cell: ({ fromDay, untilDay }) =>
      fromDay === untilDay ? (
        <Time at={fromDay} style="date" />
      ) : (
        <>
          <Time at={fromDay} style="date" /> to <Time at={untilDay} style="date" />
        </>
      ),
  },
  {
    key: 'delegate',
    label: 'Signs meanwhile',
    cell: ({ delegateName }) => <OnPhone label="Signs meanwhile">{delegateName}</OnPhone>,
  },
  {
    key: 'acts',
    label: 'Actions',
    className: 'c-acts',
    cell: ({ id, fromDay, untilDay }) =>
      untilDay < today ? null : (
        <Form method="post">
          <StatusButton
            kind="danger"
            size="small"
            name="cancel"
            value={id}
            working="Taking back"
            aria-label={`Take back the absence from ${formatDate(fromDay)}`}
          >
            Take back
          </StatusButton>
        </Form>
      ),
  },
]

/** Absences with who signs meanwhile, those that are over in gray. */
export const AbsenceTable = ({ absences, today, mine }: { absences: AbsenceLine[]; today: string; mine: boolean }) => (
  <Table
    caption="Absences"
    className="people"
    columns={columns(today)}
    rows={absences}
    rowKey={({ id }) => id}
    rowClass={({ untilDay }) => (untilDay < today ? 'is-over' : undefined)}
    empty={
      <Empty icon={CalendarOff} title="No absences" card>
        <p>
          {mine ? 'While you are away, requests' : 'While somebody is away, requests'} to sign go to a delegate, so that
          nobody waits.
        </p>
      </Empty>
    }
  />
)
