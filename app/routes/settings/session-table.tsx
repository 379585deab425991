import { Form } from '@remix-run/react'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { OnPhone } from './on-phone.tsx'

export interface SessionLine {
  id: string
  userAgent: string | null
  ipAddress: string | null
  createdAt: string
  expiresAt: string
  isThis: boolean
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['curl/', 'curl'],
] as const
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** "Firefox on Windows": enough to recognize one's own devices; the order matters, since each browser claims to be others. */
export function deviceName(userAgent: string | null): string {
  const first = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => userAgent?.includes(mark))?.[1]
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)]
  if (!browser) return system ? `A program on ${system}` : 'A program'
  return system ? `${browser} on ${system}` : browser
}

const COLUMNS: Column<SessionLine>[] = [
  {
    key: 'device',
    label: 'Device',
    className: 'c-title',
    cell: ({ userAgent, isThis }) => (
      <span title={userAgent ?? undefined}>
        {deviceName(userAgent)}
        {isThis ? <span className="muted"> · this one</span> : null}
      </span>
    ),
  },
  { key: 'address', label: 'Network address', cell: ({ ipAddress }) => ipAddress || 'Unknown' },
  {
    key: 'since',
    label: 'Since',
    cell: ({ createdAt }) => (
      <OnPhone label="Since">
        <Time at={createdAt} />
      </OnPhone>
    ),
  },
  {
    key: 'until',
    label: 'Until',
    cell: ({ expiresAt }) => (
      <OnPhone label="Until">
        <Time at={expiresAt} style="date" />
      </OnPhone>
    ),
  },
  {
    key: 'acts',
    label: 'Actions',
    className: 'c-acts',
    cell: ({ id, isThis, userAgent }) =>
      isThis ? null : (
        <button
          className="btn btn-sm"
          type="submit"
          name="end"
          value={id}
          aria-label={`End the session of ${deviceName(userAgent)}`}
        >
          End
        </button>
      ),
  },
]

/** One's own sessions; each can be ended but the one in use, which is what signing out is for. */
export const SessionTable = ({ sessions }: { sessions: SessionLine[] }) => (
  <Form method="post" className="stack">
    <Table
      caption="Sessions"
      className="people"
      columns={COLUMNS}
      rows={sessions}
      rowKey={({ id }) => id}
      empty={null}
    />
    {sessions.length > 1 ? (
      <div>
        <button className="btn" type="submit" name="end" value="others">
          End all others
        </button>
      </div>
    ) : null}
  </Form>
)
