import { Link } from '@remix-run/react'
import { Archive, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { scopesInWords } from '#app/lib/definition-words.ts'
import type { DefaultScope } from '#domain/approvals/defaults.ts'
import { paths } from '#domain/paths.ts'
import { type Column, Table } from '../ui/table.tsx'

export interface DefinitionLine {
  id: string
  name: string
  version: number
  sentence: string
  defaultFor: DefaultScope[]
  isRetired: boolean
}

/** The definitions of one type, each as a sentence. */
export function DefinitionTable({
  org,
  definitions,
  empty,
}: {
  org: string
  definitions: readonly DefinitionLine[]
  empty: ReactNode
}) {
  const columns: Column<DefinitionLine>[] = [
    {
      key: 'name',
      label: 'Name',
      className: 'c-title',
      cell: ({ id, name, isRetired, defaultFor }) => (
        <>
          <Link to={paths.approvalDefinition(org, id)}>
            <span dir="auto">{name}</span>
          </Link>
          <DefaultChip scopes={defaultFor} />
          {isRetired ? (
            <span className="chip chip-archived">
              <Archive className="i" />
              Retired
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'sentence', label: 'Reads', cell: ({ sentence }) => <span className="muted">{sentence}</span> },
    {
      key: 'version',
      label: 'Version',
      cell: ({ id, version }) => (
        <Link to={paths.approvalDefinitionVersions(org, id)}>
          <span className="on-phone">Version </span>
          {version}
        </Link>
      ),
    },
  ]
  return (
    <Table
      caption="Approval definitions"
      className="people definitions"
      columns={columns}
      rows={definitions}
      rowKey={({ id }) => id}
      rowClass={({ isRetired }) => (isRetired ? 'is-over' : undefined)}
      empty={empty}
    />
  )
}

/** What a definition is the default of. */
function DefaultChip({ scopes }: { scopes: readonly DefaultScope[] }) {
  const words = scopesInWords(scopes)
  return words === null ? null : (
    <span className="chip chip-success">
      <CircleCheck className="i" />
      Default for {words}
    </span>
  )
}
