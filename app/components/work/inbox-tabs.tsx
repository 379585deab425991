import { INBOX_LABELS, INBOX_SHELVES, type InboxView } from '#app/lib/work.ts'
import { paths } from '#domain/paths.ts'
import type { WorkKind } from '#domain/work/kinds.ts'
import { Tabs } from '../ui/tabs.tsx'

/** The kinds of work that this reader can have, each with how much of it waits, and what is beside them. */
export function InboxTabs({
  org,
  view,
  counted: { total, kinds },
}: {
  org: string
  view: InboxView
  counted: { total: number; kinds: readonly { kind: WorkKind; total: number }[] }
}) {
  const tab = (of: InboxView, count?: number) => ({
    label: INBOX_LABELS[of],
    to: paths.inbox(org, of === 'all' ? undefined : of),
    count,
    current: of === view,
  })
  const waiting = kinds.map(({ kind, total: count }) => tab(kind, count))
  return <Tabs label="Kinds" tabs={[tab('all', total), ...waiting, ...INBOX_SHELVES.map((shelf) => tab(shelf))]} />
}
