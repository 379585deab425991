import { FileText } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Figures } from '../ui/figures.tsx'
import { FilterChips } from '../ui/filter-chips.tsx'
import { Note } from '../ui/note.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { Properties } from '../ui/properties.tsx'
import { State } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Section } from './section.tsx'

interface Row {
  identifier: string
  title: string
  state: 'in_review' | 'published'
  inEffect: string
}

const ROWS: Row[] = [
  { identifier: 'POL-AC-001', title: 'Access Control Policy', state: 'in_review', inEffect: '1.4' },
  { identifier: 'POL-AI-002', title: 'Use of Generative AI', state: 'published', inEffect: '1.0' },
]

const COLUMNS: Column<Row>[] = [
  {
    key: 'identifier',
    label: 'Identifier',
    className: 'c-id',
    sort: { to: '#', direction: 'ascending' },
    cell: (row) => <span className="id">{row.identifier}</span>,
  },
  {
    key: 'title',
    label: 'Title',
    className: 'c-title',
    sort: { to: '#', direction: null },
    cell: (row) => (
      <a className="title" href="#table">
        {row.title}
      </a>
    ),
  },
  { key: 'state', label: 'Status', className: 'c-state', cell: (row) => <State state={row.state} /> },
  { key: 'version', label: 'In effect', className: 'num', cell: (row) => row.inEffect },
]

const nothing = (
  <Empty icon={FileText} title="No policies yet" level={3} card>
    <p>A policy is a text people sign and follow. Write the first one, or bring your own file.</p>
    <div className="acts">
      <Button>New policy</Button>
    </div>
  </Empty>
)

const table = { caption: 'Example', columns: COLUMNS, rowKey: (row: Row) => row.identifier, empty: nothing }

export function Lists() {
  return (
    <>
      <Section title="Figures" rule="Each is the link to what it counts. Zero is written.">
        <Figures
          label="Example"
          figures={[
            {
              label: 'All policies',
              value: 148,
              detail: '121 published, 14 draft, 6 in review',
              to: '#all',
              split: [
                { tone: 'success', value: 121 },
                { tone: 'info', value: 2 },
                { tone: 'warning', value: 6 },
                { tone: 'neutral', value: 14 },
                { tone: 'slate', value: 5 },
              ],
            },
            { label: 'Waiting for me', value: 4, detail: '1 due today', to: '#waiting' },
            { label: 'Reviews overdue', value: 3, detail: 'Oldest 12 days late', late: true, to: '#overdue' },
            { label: 'Reviews due', value: 9, detail: 'within 30 days', to: '#due' },
            { label: 'Updated', value: 0, detail: 'in the last 7 days', to: '#updated' },
          ]}
        />
      </Section>
      <Section title="Table" rule="Rows of 36 px, hairlines, figures to the right. On a phone rows become cards.">
        <div className="filters">
          <FilterChips filters={[{ label: 'Type', value: 'security, compliance', without: '#' }]} clear="#" />
        </div>
        <Table
          {...table}
          rows={ROWS}
          rowClass={(row) => (row.identifier === 'POL-AI-002' ? 'is-selected' : undefined)}
        />
        <Pagination first={1} last={25} total={61} note="that match, 148 in all" previous={null} next="#" />
        <Table {...table} rows={[]} />
        <Table {...table} rows={null} />
        <Table
          {...table}
          rows={[]}
          error={<Note tone="danger">The list could not be read. Nothing was changed. Try again.</Note>}
        />
      </Section>
      <Section title="Properties" rule="Nothing is left blank.">
        <Properties
          rows={[
            ['Owner', 'Ada Okafor'],
            ['Category', 'Access control'],
            ['Second owner', null],
          ]}
        />
      </Section>
    </>
  )
}
