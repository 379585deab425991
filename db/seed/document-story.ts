import { nextReviewDate, type ReviewUnit } from '#domain/documents/review.ts'
import { contentHash } from '#services/content/hash.ts'
import { markdownToContent } from '#services/content/markdown.ts'
import { fixedId, scattered } from './ids.ts'
import type { SeedDocument } from './library.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'
import { seedVersion } from './version-story.ts'

/** What of a document its versions need to know. */
export interface Subject {
  document: SeedDocument
  documentId: string
  createdBy: string
}

const [DAYS_OF_WRITING, DAYS_OF_A_DRAFT] = [9, 12]

/** Writes one document with all that ever happened to it. */
export function seedDocument(rows: Rows, people: SeedPeople, document: SeedDocument): void {
  const { orgId, moments } = people
  const documentId = fixedId(people.org.slug, document.identifier)
  const first = document.versions[0]
  const createdBy = first?.by ?? document.owner
  const begun = first ? first.submitted + DAYS_OF_WRITING : 1 + scattered(DAYS_OF_A_DRAFT, documentId)
  const createdAt = moments.ago(begun, documentId, 'created')
  const subject: Subject = { document, documentId, createdBy }

  rows.audit.push({
    actor: people.actor(createdBy),
    fact: {
      at: createdAt,
      action: 'document.created',
      subjectId: documentId,
      documentId,
      after: {
        ...described(document),
        ownerId: people.memberId(document.owner),
        secondOwnerId: people.memberId(document.secondOwner),
        effectiveDate: null,
      },
    },
  })
  const earlier = rows.publications.length
  document.versions.forEach((version, index) => {
    seedVersion(rows, people, subject, version, index)
  })
  const publications = rows.publications.slice(earlier)
  const archivedAt = archive(rows, people, subject, publications.at(-1))
  const current = publications.at(-1)
  const inEffect = current && !current.effectiveUntil ? current : undefined

  const { reviewEvery: count, reviewUnit: unit } = described(document)
  const next =
    document.reviewIn === undefined
      ? inEffect && nextReviewDate(moments.dateOf(inEffect.effectiveFrom), { count, unit })
      : moments.date(document.reviewIn)
  const newest = rows.versions.findLast((row) => row.documentId === documentId)
  const writerId = newest?.createdBy ?? people.memberId(createdBy)
  const waiting = document.versions.at(-1)?.publication.onDateIn
  const draftAt = newest?.createdAt ?? moments.ago(Math.min(begun - 1, 2), documentId, 'draft')
  rows.documents.push({
    orgId,
    id: documentId,
    kind: document.kind,
    ...described(document),
    description: document.description,
    status: document.state,
    inEffect: false,
    effectiveTitle: null,
    source: 'manual',
    ownerId: people.memberId(document.owner),
    secondOwnerId: people.memberId(document.secondOwner),
    nextReviewDate: inEffect ? (next ?? null) : null,
    effectiveDate: waiting === undefined ? null : moments.date(waiting),
    publishAt: document.state === 'approved' && waiting !== undefined ? moments.startOf(waiting) : null,
    publishBy: null,
    revisionReason: rejectionOf(rows, documentId),
    archiveReason: document.archived?.reason ?? null,
    createdBy: people.memberId(createdBy),
    createdAt,
    updatedAt: archivedAt ?? lastTimeOf(rows, documentId) ?? draftAt,
  })
  const content = markdownToContent(document.body)
  rows.drafts.push({
    orgId,
    documentId,
    content,
    variables: document.variables,
    revision: 3 + scattered(40, documentId),
    authorIds: document.state === 'published' ? [] : [writerId],
    updatedBy: writerId,
    updatedAt: draftAt,
  })
  rows.readers.push(...document.audience.map((key) => ({ orgId, documentId, membershipId: people.memberId(key) })))
  rows.texts.push({ documentId, inEffect: false, content })
  if (inEffect) {
    const effective = rows.versions.find(({ id }) => id === inEffect.versionId)
    rows.texts.push({ documentId, inEffect: true, content: effective?.content ?? content })
  }
  countIdentifier(rows, document.identifier)
}

/** The properties of a document that stay the same in its whole history. */
function described({ identifier, title, category, type, classification, frameworks, tags, ...document }: SeedDocument) {
  const [count = 0, unit = 'months'] = document.reviewFrequency.split(' ')
  const review = { reviewEvery: Number(count), reviewUnit: unit as ReviewUnit }
  return { identifier, title, category, type, classification, frameworks, tags, ...review }
}

/** What is signed of a text of this document. */
export const hashOf = ({ document }: Subject, content: string): string =>
  contentHash({
    identifier: document.identifier,
    kind: document.kind,
    title: document.title,
    content,
    variables: document.variables,
  })

function archive(
  rows: Rows,
  people: SeedPeople,
  subject: Subject,
  last: Rows['publications'][number] | undefined,
): Date | null {
  const { documentId, document } = subject
  if (!document.archived) return null
  const at = people.moments.ago(document.archived.daysAgo, documentId, 'archived')
  if (last) Object.assign(last, { effectiveUntil: at, endedAs: 'archived' })
  rows.audit.push({
    actor: people.actor(people.manager),
    fact: {
      at,
      action: 'document.archived',
      subjectId: documentId,
      documentId,
      before: { status: 'published' },
      after: { status: 'archived', reason: document.archived.reason },
    },
  })
  return at
}

/** What a signer wanted changed, while the document is a draft because of it. */
const rejectionOf = (rows: Rows, documentId: string): string | null =>
  rows.signoffs.findLast((row) => row.documentId === documentId && row.status === 'rejected')?.comment ?? null

function lastTimeOf({ audit, publications }: Rows, documentId: string): Date | null {
  const times = [
    ...audit.filter(({ fact }) => fact.documentId === documentId).map(({ fact }) => fact.at),
    ...publications.filter((row) => row.documentId === documentId).map(({ effectiveFrom }) => effectiveFrom),
  ]
  return times.reduce<Date | null>((last, at) => (!last || at > last ? at : last), null)
}

/** `POL-AC-002` moves the counter of POL-AC to 2, so that the next document is given 003. */
function countIdentifier(rows: Rows, identifier: string): void {
  const cut = identifier.lastIndexOf('-')
  const prefix = identifier.slice(0, cut)
  rows.counters.set(prefix, Math.max(rows.counters.get(prefix) ?? 0, Number(identifier.slice(cut + 1))))
}
