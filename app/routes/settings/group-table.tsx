import { Link } from '@remix-run/react'
import { UsersRound } from 'lucide-react'
import { Empty } from '#app/components/ui/empty.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { countOf } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'

interface GroupLine {
  id: string
  name: string
  description: string
  members: number
}

/** The groups of an organization, by name. */
export function GroupTable({ org, groups }: { org: string; groups: GroupLine[] }) {
  const columns: Column<GroupLine>[] = [
    {
      key: 'name',
      label: 'Name',
      className: 'c-title',
      cell: ({ id, name }) => <Link to={paths.group(org, id)}>{name}</Link>,
    },
    { key: 'for', label: 'What it is for', cell: ({ description }) => <span className="muted">{description}</span> },
    { key: 'members', label: 'Members', cell: ({ members }) => countOf(members, 'member') },
  ]
  return (
    <Table
      caption="Groups"
      className="people"
      columns={columns}
      rows={groups}
      rowKey={({ id }) => id}
      empty={
        <Empty icon={UsersRound} title="No groups yet" card>
          <p>A group names people by what they do together. Approval steps ask it, and campaigns are sent to it.</p>
        </Empty>
      }
    />
  )
}
