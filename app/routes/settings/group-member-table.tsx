import { Form } from '@remix-run/react'
import { UsersRound } from 'lucide-react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { Person } from '#app/components/ui/person.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { OnPhone } from './on-phone.tsx'

interface MemberLine {
  id: string
  membershipId: string
  name: string
  email: string
  positionTitle: string | null
  from: string
  until: string | null
}

const COLUMNS: Column<MemberLine>[] = [
  {
    key: 'name',
    label: 'Name',
    className: 'c-title',
    cell: ({ name, positionTitle }) => <Person name={name} position={positionTitle} />,
  },
  { key: 'email', label: 'E-mail', cell: ({ email }) => <span className="muted">{email}</span> },
  {
    key: 'from',
    label: 'Since',
    cell: ({ from }) => (
      <OnPhone label="Since">
        <Time at={from} style="date" />
      </OnPhone>
    ),
  },
]
const UNTIL: Column<MemberLine> = {
  key: 'until',
  label: 'Until',
  cell: ({ until }) => <OnPhone label="Until">{until ? <Time at={until} style="date" /> : 'Now'}</OnPhone>,
}
const REMOVE: Column<MemberLine> = {
  key: 'acts',
  label: 'Actions',
  className: 'c-acts',
  cell: ({ membershipId, name }) => (
    <Form method="post">
      <input type="hidden" name="command" value="remove" />
      <StatusButton
        kind="secondary"
        size="small"
        name="who"
        value={membershipId}
        working="Removing"
        aria-label={`Remove ${name}`}
      >
        Remove
      </StatusButton>
    </Form>
  ),
}

/** Who is in a group and since when, or all who ever were. */
export function GroupMemberTable({
  members,
  mayManage,
  isHistory,
}: {
  members: MemberLine[]
  mayManage: boolean
  isHistory: boolean
}) {
  const last = isHistory ? [UNTIL] : mayManage ? [REMOVE] : []
  return (
    <Table
      caption={isHistory ? 'Who was in the group' : 'Members of the group'}
      className="people"
      columns={[...COLUMNS, ...last]}
      rows={members}
      rowKey={({ id }) => id}
      rowClass={({ until }) => (until === null ? undefined : 'is-over')}
      empty={
        <Empty icon={UsersRound} title={isHistory ? 'Nobody was ever in it' : 'Nobody is in it'} card>
          <p>Until somebody is, an approval step that asks only this group cannot begin.</p>
        </Empty>
      }
    />
  )
}
