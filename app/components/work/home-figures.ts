import { paths } from '#domain/paths.ts'
import type { Figure } from '../ui/figures.tsx'

interface Counted {
  org: string
  figures: { total: number; published: number; inReview: number; reviewsOverdue: number; recentlyUpdated: number }
  inbox: { total: number; late: number }
  /** Reads what is in effect only. */
  reader: boolean
}

/** What is counted for whom: a reader of texts in effect does not see what is under way, so it is not counted for them. */
export function homeFigures({ org, figures, inbox, reader }: Counted): Figure[] {
  const waiting = {
    label: 'Waiting for me',
    value: inbox.total,
    detail: inbox.late > 0 ? `${inbox.late} late` : 'in the inbox',
    late: inbox.late > 0,
    to: paths.inbox(org),
  }
  const updated = {
    label: 'Updated',
    value: figures.recentlyUpdated,
    detail: 'in the last 7 days',
    to: `${paths.documents(org)}?changed=week`,
  }
  const published = {
    label: 'In effect',
    value: figures.published,
    detail: reader ? 'texts you may read' : `of ${figures.total} documents`,
    to: `${paths.documents(org)}?status=published`,
  }
  if (reader) return [waiting, published, updated]
  const overdue = {
    label: 'Reviews overdue',
    value: figures.reviewsOverdue,
    detail: 'past their date',
    late: figures.reviewsOverdue > 0,
    to: `${paths.documents(org)}?review=overdue`,
  }
  const inReview = {
    label: 'In review',
    value: figures.inReview,
    detail: 'being signed',
    to: `${paths.documents(org)}?status=in_review`,
  }
  return [waiting, overdue, published, inReview, updated]
}
