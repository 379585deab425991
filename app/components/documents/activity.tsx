import { CircleCheck, CircleX, Clock } from 'lucide-react'
import { Timeline, type TimelineEntry } from '../ui/timeline.tsx'

export interface ActivityEntry {
  seq: number
  at: string
  actorName: string
  /** True for what Accord did by itself. */
  bySystem: boolean
  sentence: string
  quote: string | null
  tone: 'ok' | 'bad' | 'wait'
}

const ICONS = { ok: CircleCheck, bad: CircleX, wait: Clock } as const

/** What happened, as sentences about people. */
export function Activity({ entries }: { entries: readonly ActivityEntry[] }) {
  return <Timeline entries={entries.map(toTimeline)} />
}

const toTimeline = (entry: ActivityEntry): TimelineEntry => ({
  id: String(entry.seq),
  at: entry.at,
  quote: entry.quote,
  by: entry.bySystem ? { icon: ICONS[entry.tone], tone: entry.tone } : { name: entry.actorName },
  text: (
    <>
      <b>{entry.actorName}</b> {entry.sentence}
    </>
  ),
})
