import { z } from 'zod'
import { REVIEW_OUTCOMES } from '#domain/reviews/outcome.ts'
import type { Services } from '#services/index.ts'
import { DocumentName, day, id, instant, iso, isoOrNull, labelOf, Person } from '../common/views.ts'

type Due = Awaited<ReturnType<Services['reviews']['due']>>['rows'][number]
type Made = Awaited<ReturnType<Services['reviews']['made']>>['rows'][number]
type UnderWay = Awaited<ReturnType<Services['reviews']['get']>>

export const DueReviewView = z
  .object({
    id: id.meta({ description: 'Of the document.' }),
    identifier: z.string(),
    title: z.string(),
    owner: Person,
    dueOn: day,
    lastReviewedOn: day.nullable(),
  })
  .meta({ id: 'DueReview' })

export const dueView = ({
  id,
  identifier,
  title,
  owner,
  dueOn,
  lastReviewedOn,
}: Due): z.input<typeof DueReviewView> => ({
  id,
  identifier,
  title,
  owner,
  dueOn,
  lastReviewedOn,
})

export const ReviewView = z
  .object({
    document: z.string().meta({ description: 'The id of the document.' }),
    dueOn: day,
    nextDueOn: day.meta({ description: 'When it is due next if it is found right today.' }),
    remindersSent: z.number().int(),
    lastRemindedAt: instant.nullable(),
  })
  .meta({ id: 'Review' })

export const reviewView = (review: UnderWay): z.input<typeof ReviewView> => ({
  document: review.documentId,
  dueOn: review.dueOn,
  nextDueOn: review.nextDueOn,
  remindersSent: review.remindersSent,
  lastRemindedAt: isoOrNull(review.lastRemindedAt),
})

export const MadeReviewView = z
  .object({
    id,
    document: DocumentName,
    version: z.string().nullable().meta({ description: 'The label of the version that was reviewed.' }),
    contentHash: z.string(),
    outcome: z.enum(REVIEW_OUTCOMES),
    reviewer: Person,
    note: z.string(),
    evidence: z.array(z.object({ label: z.string(), url: z.string() })),
    dueOn: day,
    reviewedAt: instant,
    nextDueOn: day.meta({ description: 'The day on which it was due, where something has to change.' }),
  })
  .meta({ id: 'MadeReview' })

export const madeView = ({ review, document, version }: Made): z.input<typeof MadeReviewView> => ({
  id: review.id,
  document,
  version: labelOf(version?.major ?? null, version?.minor ?? null),
  contentHash: review.contentHash,
  outcome: review.outcome,
  reviewer: { id: review.reviewerId, name: review.reviewerName, positionTitle: review.reviewerPosition },
  note: review.note,
  evidence: review.evidence,
  dueOn: review.dueOn,
  reviewedAt: iso(review.reviewedAt),
  nextDueOn: review.nextDueOn,
})
