import { Link } from '@remix-run/react'
import { CircleCheck, CircleX, Clock } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import { Timeline, type TimelineEntry } from '../ui/timeline.tsx'

export interface ActivityEntry {
  seq: number
  at: string
  actorName: string
  /** True for what Accord did by itself. */
  bySystem: boolean
  /** What was done: the sentence before its document, and after it where it names one. */
  sentence: readonly string[]
  quote: string | null
  tone: 'ok' | 'bad' | 'wait'
  /** What it is about, where that is not the page we are on. */
  document: { identifier: string; title: string } | null
}

const ICONS = { ok: CircleCheck, bad: CircleX, wait: Clock } as const

/** What happened, as sentences about people. */
export function Activity({ org, entries }: { org: string; entries: readonly ActivityEntry[] }) {
  return <Timeline entries={entries.map((entry) => toTimeline(org, entry))} />
}

const toTimeline = (org: string, entry: ActivityEntry): TimelineEntry => ({
  id: String(entry.seq),
  at: entry.at,
  quote: entry.quote,
  by: entry.bySystem ? { icon: ICONS[entry.tone], tone: entry.tone } : { name: entry.actorName },
  text: (
    <>
      <b dir="auto">{entry.actorName}</b> <EntrySentence org={org} entry={entry} titled />
    </>
  ),
})

/** The sentence of an entry, with its document as a link where it is named. */
export function EntrySentence({ org, entry, titled = false }: { org: string; entry: ActivityEntry; titled?: boolean }) {
  const { document } = entry
  const [lead = '', rest] = entry.sentence
  if (document === null || rest === undefined) return lead
  return (
    <>
      {lead}
      <Link to={paths.document(org, document.identifier)} title={document.title}>
        <span className="nowrap">{document.identifier}</span>
        {titled ? <bdi> {document.title}</bdi> : null}
      </Link>
      {rest}
    </>
  )
}
