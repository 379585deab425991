import { Form } from '@remix-run/react'
import { KeyRound } from 'lucide-react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { OnPhone } from './on-phone.tsx'

export interface KeyLine {
  id: string
  name: string
  prefix: string
  scopes: string[]
  memberName: string
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
  state: string
}

const COLUMNS: Column<KeyLine>[] = [
  { key: 'name', label: 'For', className: 'c-title', cell: ({ name }) => name },
  { key: 'prefix', label: 'Key', cell: ({ prefix }) => <span className="id">{prefix}…</span> },
  { key: 'scopes', label: 'Scopes', cell: ({ scopes }) => <span title={scopes.join(', ')}>{scopes.join(', ')}</span> },
  { key: 'member', label: 'Acts as', cell: ({ memberName }) => <OnPhone label="Acts as">{memberName}</OnPhone> },
  {
    key: 'used',
    label: 'Last used',
    cell: ({ lastUsedAt }) => <OnPhone label="Last used">{lastUsedAt ? <Time at={lastUsedAt} /> : 'Never'}</OnPhone>,
  },
  {
    key: 'expires',
    label: 'Expires',
    cell: ({ expiresAt, state }) =>
      state === 'revoked' ? (
        'Revoked'
      ) : (
        <OnPhone label="Expires">{expiresAt ? <Time at={expiresAt} style="date" /> : 'Never'}</OnPhone>
      ),
  },
  {
    key: 'acts',
    label: 'Actions',
    className: 'c-acts',
    cell: ({ id, name, state }) =>
      state === 'revoked' ? null : (
        <Form method="post">
          <StatusButton
            kind="danger"
            size="small"
            name="revoke"
            value={id}
            working="Revoking"
            aria-label={`Revoke ${name}`}
          >
            Revoke
          </StatusButton>
        </Form>
      ),
  },
]

/** Keys with what they may do and when they were used; a key itself is nowhere to be shown. */
export const ApiKeyTable = ({ keys }: { keys: KeyLine[] }) => (
  <Table
    caption="API keys"
    className="people"
    columns={COLUMNS}
    rows={keys}
    rowKey={({ id }) => id}
    rowClass={({ state }) => (state === 'valid' ? undefined : 'is-over')}
    empty={
      <Empty icon={KeyRound} title="No keys yet" card>
        <p>A key lets a program act as you, within the scopes you choose.</p>
      </Empty>
    }
  />
)
