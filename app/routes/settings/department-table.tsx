import { Link } from '@remix-run/react'
import { Network } from 'lucide-react'
import { Empty } from '#app/components/ui/empty.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { countOf } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import { OnPhone } from './on-phone.tsx'

interface DepartmentLine {
  id: string
  name: string
  depth: number
  headName: string | null
  members: number
}

/** Deeper ones are indented no further. */
const DEEPEST_INDENT = 4

/** Departments as a tree: each is indented below what it is part of. */
export function DepartmentTable({
  org,
  departments,
  mayManage,
}: {
  org: string
  departments: DepartmentLine[]
  mayManage: boolean
}) {
  const columns: Column<DepartmentLine>[] = [
    {
      key: 'name',
      label: 'Name',
      className: 'c-title',
      cell: ({ id, name, depth }) => (
        <span className={`depth-${Math.min(depth, DEEPEST_INDENT)}`}>
          {mayManage ? <Link to={paths.department(org, id)}>{name}</Link> : name}
        </span>
      ),
    },
    {
      key: 'head',
      label: 'Head',
      cell: ({ headName }) =>
        headName ? <OnPhone label="Head">{headName}</OnPhone> : <span className="subtle on-wide">Nobody</span>,
    },
    { key: 'members', label: 'Members', cell: ({ members }) => countOf(members, 'member') },
  ]
  return (
    <Table
      caption="Departments"
      className="people"
      columns={columns}
      rows={departments}
      rowKey={({ id }) => id}
      empty={
        <Empty icon={Network} title="No departments yet" card>
          <p>Each member may be in one. Whatever is sent to a department reaches the departments in it too.</p>
        </Empty>
      }
    />
  )
}
