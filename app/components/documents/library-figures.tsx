import { useSearchParams } from '@remix-run/react'
import { libraryLink, type StatusWords } from '#app/lib/library-query.ts'
import type { Noun } from '#app/lib/nouns.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { listOf } from '#domain/words.ts'
import { Figures, type SplitPart } from '../ui/figures.tsx'

export interface LibraryFiguresData {
  total: number
  byStatus: Partial<Record<DocumentStatus, number>>
  reviewsDue: number
  reviewsOverdue: number
  recentlyUpdated: number
  waitingForMe: number
}

const PARTS = [
  { status: 'published', word: 'published', tone: 'success' },
  { status: 'approved', word: 'approved', tone: 'info' },
  { status: 'in_review', word: 'in review', tone: 'warning' },
  { status: 'draft', word: 'draft', tone: 'neutral' },
  { status: 'archived', word: 'archived', tone: 'slate' },
] as const satisfies readonly { status: DocumentStatus; word: string; tone: SplitPart['tone'] }[]

/** The strip on top of the library. Each figure is the link to exactly what it counts. */
export function LibraryFigures({
  figures,
  noun,
  statuses,
}: {
  figures: LibraryFiguresData
  noun: Noun
  statuses: StatusWords
}) {
  const [search] = useSearchParams()
  const only = (changes: Record<string, string>) => {
    const sort = search.get('sort')
    return libraryLink(new URLSearchParams(sort ? { sort } : {}), changes)
  }
  const parts = PARTS.map((part) => ({
    ...part,
    word: statuses[part.status]?.toLowerCase() ?? part.word,
    value: figures.byStatus[part.status] ?? 0,
  }))
  const words = parts.filter(({ value }) => value > 0).map(({ value, word }) => `${value} ${word}`)
  // As many as fit their card; the rest are parts of the bar and in the hint.
  const largest = parts.toSorted((a, b) => b.value - a.value).slice(0, 2)
  const shown = parts
    .filter((part) => part.value > 0 && largest.includes(part))
    .map(({ value, word }) => `${value} ${word}`)
  return (
    <div className="gap-t-sm">
      <Figures
        label={`${noun.title} at a glance`}
        figures={[
          {
            label: noun.title.startsWith('All') ? noun.title : `All ${noun.many}`,
            value: figures.total,
            detail: words.length > 0 ? shown.join(', ') : `No ${noun.many} yet`,
            hint: words.length > 0 ? listOf(words) : undefined,
            to: only({}),
            split: parts.map(({ tone, value }) => ({ tone, value })),
          },
          { label: 'Waiting for me', value: figures.waitingForMe, detail: 'to sign off', to: only({ waiting: 'me' }) },
          {
            label: 'Reviews overdue',
            value: figures.reviewsOverdue,
            detail: 'past their date',
            late: figures.reviewsOverdue > 0,
            to: only({ review: 'overdue' }),
          },
          { label: 'Reviews due', value: figures.reviewsDue, detail: 'within 30 days', to: only({ review: 'due' }) },
          {
            label: 'Updated',
            value: figures.recentlyUpdated,
            detail: 'in the last 7 days',
            to: only({ changed: 'week' }),
          },
        ]}
      />
    </div>
  )
}
