import { action, of, phrase } from '../audit/action.ts'
import { dayIn } from '../date-formatter.ts'
import type { Classification } from './classification.ts'
import type { DocumentType } from './kinds.ts'
import type { ReviewUnit } from './review.ts'
import type { ChangeType, DocumentStatus } from './status.ts'

interface Owners {
  ownerId: string
  secondOwnerId: string | null
}
interface Properties extends Owners {
  identifier: string
  title: string
  category: string
  type: DocumentType
  classification: Classification
  frameworks: string[]
  tags: string[]
  reviewEvery: number | null
  reviewUnit: ReviewUnit | null
  effectiveDate: string | null
}
/** The owners alone where a member left, all properties where somebody changed some of them. */
type Change = { before: Owners & Partial<Properties>; after: Owners & Partial<Properties> & { readerIds?: string[] } }

interface Status {
  status: DocumentStatus
}
type Reasoned = { before: Status; after: Status & { reason: string } }

const reasonOf = ({ after }: Reasoned) => after.reason

export const documentActions = {
  'document.created': action<{ after: Properties }>({
    subject: 'document',
    sentence: (_facts, it) => `created ${it ?? 'the document'}`,
    aboutEffect: true,
  }),
  'document.changed': action<Change>({
    subject: 'document',
    sentence: (_facts, it) => `changed the properties${of(it)}`,
  }),
  'document.transferred': action<Change>({
    subject: 'document',
    sentence: (_facts, it) => `changed the owner${of(it)}`,
    aboutEffect: true,
  }),
  'document.deleted': action<{ before: { identifier: string; title: string; contentHash: string } }>({
    subject: 'document',
    sentence: ({ before }) => phrase`deleted the draft ${before.identifier} ${before.title}`,
    tone: 'bad',
  }),
  'document.withdrawn': action<Reasoned>({
    subject: 'document',
    sentence: (_facts, it) => `withdrew ${it ?? 'it'} from review`,
    quote: reasonOf,
    tone: 'bad',
  }),
  'document.publication_planned': action<{
    before: Status
    /** Without a date it goes into effect at once. */
    after: Status & { versionId: string; effectiveDate: string | null; publishAt: string }
  }>({
    subject: 'document',
    sentence: ({ after: { effectiveDate } }, it) =>
      `planned to publish ${it ?? 'it'}${effectiveDate === null ? '' : phrase` on ${dayIn(effectiveDate, 'UTC')}`}`,
    tone: 'wait',
  }),
  'document.publication_canceled': action<{
    before: Status & { effectiveDate: string | null }
    after: Status & { versionId: string }
  }>({
    subject: 'document',
    sentence: ({ before: { effectiveDate } }, it) =>
      `canceled the publication planned${of(it)}${effectiveDate === null ? '' : phrase` on ${dayIn(effectiveDate, 'UTC')}`}`,
    tone: 'bad',
  }),
  'document.review_confirmed': action<{
    before: { nextReviewDate: string }
    after: { nextReviewDate: string; note: string; outcome?: 'still_right'; evidence?: number }
  }>({
    subject: 'document',
    sentence: ({ after }, it) =>
      phrase`reviewed ${it ?? 'it'} and confirmed it unchanged until ${dayIn(after.nextReviewDate, 'UTC')}`,
    quote: ({ after }) => after.note || null,
    tone: 'ok',
    aboutEffect: true,
  }),
  'document.review_needs_change': action<{
    before: { nextReviewDate: string }
    after: { outcome: 'needs_change'; note: string; evidence: number }
  }>({
    subject: 'document',
    sentence: (_facts, it) => `reviewed ${it ?? 'it'} and found that it has to change`,
    quote: ({ after }) => after.note,
    aboutEffect: true,
  }),
  'document.review_reminded': action<{ after: { dueOn: string; reminder: number; late: boolean } }>({
    subject: 'document',
    sentence: ({ after }, it) => phrase`reminded of the review${of(it)} due on ${dayIn(after.dueOn, 'UTC')}`,
    routine: true,
  }),
  'document.review_moved': action<{
    before: { nextReviewDate: string }
    after: { nextReviewDate: string; reason: string }
  }>({
    subject: 'document',
    sentence: ({ after }, it) => phrase`moved the review${of(it)} to ${dayIn(after.nextReviewDate, 'UTC')}`,
    quote: ({ after }) => after.reason,
  }),
  'document.revised': action<Reasoned>({
    subject: 'document',
    sentence: (_facts, it) => `opened ${it ?? 'it'} for revision`,
    quote: reasonOf,
  }),
  'document.archived': action<Reasoned>({
    subject: 'document',
    sentence: (_facts, it) => `archived ${it ?? 'it'}`,
    quote: reasonOf,
    tone: 'bad',
    aboutEffect: true,
  }),
  'document.restored': action<{ before: Status; after: Status }>({
    subject: 'document',
    sentence: (_facts, it) => `restored ${it ?? 'it'} as a draft`,
    aboutEffect: true,
  }),
}

export const versionActions = {
  'version.saved': action<{ after: { number: number; changeType: ChangeType; contentHash: string } }>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`saved version ${after.number}${of(it)}`,
  }),
  'version.restored': action<{ after: { number: number; restored: number; contentHash: string } }>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`took version ${after.restored}${of(it)} back as version ${after.number}`,
  }),
  'document.published': action<{
    before: Status
    after: Status & {
      label: string
      contentHash: string
      renditionHash: string
      /** Null: nobody asked for it; it was due. */
      publishedBy: string | null
    }
  }>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`published ${after.label}${of(it)}`,
    tone: 'ok',
    aboutEffect: true,
  }),
  'document.superseded': action<{
    before: { label: string }
    /** The id of the version that took its place. */
    after: { by: string }
  }>({
    subject: 'version',
    sentence: ({ before }, it) => phrase`took ${before.label}${of(it)} out of effect`,
    routine: true,
    aboutEffect: true,
  }),
}
