import { Link } from '@remix-run/react'
import { Person } from '#app/components/ui/person.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { rolesInWords } from '#app/lib/people.ts'
import { paths } from '#domain/paths.ts'
import { OnPhone } from './on-phone.tsx'

export interface MemberLine {
  id: string
  name: string
  email: string
  roles: string[]
  position: string | null
  managerName: string | null
}

/** Everybody in the organization, by name. */
export function MemberTable({ org, members, mayManage }: { org: string; members: MemberLine[]; mayManage: boolean }) {
  const columns: Column<MemberLine>[] = [
    {
      key: 'name',
      label: 'Name',
      className: 'c-title',
      cell: ({ id, name, position }) =>
        mayManage ? (
          <Link to={paths.member(org, id)}>
            <Person name={name} position={position} />
          </Link>
        ) : (
          <Person name={name} position={position} />
        ),
    },
    {
      key: 'position',
      label: 'Position',
      cell: ({ position }) => position ?? <span className="subtle on-wide">None</span>,
    },
    { key: 'roles', label: 'Roles', cell: ({ roles }) => rolesInWords(roles) },
    {
      key: 'manager',
      label: 'Reports to',
      cell: ({ managerName }) =>
        managerName ? (
          <OnPhone label="Reports to">{managerName}</OnPhone>
        ) : (
          <span className="subtle on-wide">Nobody</span>
        ),
    },
    { key: 'email', label: 'E-mail', cell: ({ email }) => <span className="muted">{email}</span> },
  ]
  return (
    <Table
      caption="Members"
      className="people"
      columns={columns}
      rows={members}
      rowKey={({ id }) => id}
      empty={<p>Nobody is called so.</p>}
    />
  )
}
