import { dateIn } from '#domain/dates.ts'
import { nextReviewDate, type ReviewUnit } from '#domain/documents/review.ts'
import type { Chronicle } from '../chronicle.ts'
import type { SeedDocument } from '../library.ts'
import { later, scattered } from '../moments.ts'

/** What became due longer ago than this somebody has reviewed by now; the rest is due, or a little late. */
const LATE_DAYS = 24
const DAY_MINUTES = 24 * 60

const NOTES = [
  'Read against the systems as they are. Nothing to change.',
  'Compared with what the auditors asked in the spring; all of it is here.',
  '',
  'Two names of systems checked, both still right.',
]

/** Since its last publication the owner of a document has reviewed it each time it was due. */
export function reviewsStory(chronicle: Chronicle, document: SeedDocument, publishedAt: Date): void {
  const { moments, people } = chronicle
  const { identifier, owner, reviewFrequency, archived } = document
  const [every = 0, unit = 'months'] = reviewFrequency.split(' ')
  if (Number(every) === 0 || archived) return
  const frequency = { count: Number(every), unit: unit as ReviewUnit }
  const { timeZone } = people.org
  const until = later(moments.now, -LATE_DAYS * DAY_MINUTES)
  for (let since = publishedAt, n = 0; ; n += 1) {
    const due = new Date(`${nextReviewDate(dateIn(since, timeZone), frequency)}T09:00:00Z`)
    if (due > until) return
    since = later(due, -scattered(12, `${identifier} is reviewed ${n}`) * DAY_MINUTES)
    const note = NOTES[scattered(NOTES.length, `${identifier} note ${n}`)] ?? ''
    chronicle.add(identifier, since, owner, (actor, { reviews }) => reviews.attest(actor, identifier, { note }))
  }
}
