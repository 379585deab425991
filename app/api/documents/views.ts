import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { APPROVAL_TYPES, ROUND_STATUSES } from '#domain/approvals/definition.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS, DOCUMENT_SOURCES, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { REVIEW_UNITS } from '#domain/documents/review.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { can } from '#domain/roles.ts'
import type { Services } from '#services/index.ts'
import { day, id, instant, iso, isoOrNull, labelOf, Person } from '../common/views.ts'
import { warningsView } from '../drafts/views.ts'

type Summary = Awaited<ReturnType<Services['documents']['get']>>
type Row = Awaited<ReturnType<Services['library']['list']>>['rows'][number]

const identity = {
  id,
  identifier: z.string().meta({ description: 'Made by the system, never given twice.' }),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
}
const properties = {
  description: z.string(),
  category: z.string(),
  type: z.enum(DOCUMENT_TYPES),
  classification: z.enum(CLASSIFICATIONS),
  status: z.enum(DOCUMENT_STATUSES),
  isInEffect: z.boolean().meta({ description: 'A version is in effect, also while a revision is under way.' }),
  source: z.enum(DOCUMENT_SOURCES),
  owner: Person,
  frameworks: z.array(z.string()),
  tags: z.array(z.string()),
  nextReviewDate: day.nullable(),
  updatedAt: instant,
}

export const DocumentView = z
  .object({
    ...identity,
    ...properties,
    // Not `nullable()`: of a schema with a name of its own the OpenAPI document would then allow no null.
    secondOwner: z.union([Person, z.null()]),
    reviewFrequency: z.object({ every: z.number().int(), unit: z.enum(REVIEW_UNITS) }).nullable(),
    effectiveDate: day.nullable().meta({ description: 'When the next version is meant to go into effect.' }),
    inEffect: z
      .object({ number: z.number().int(), label: z.string().nullable(), from: instant, contentHash: z.string() })
      .nullable()
      .meta({ description: 'The version in effect.' }),
    round: z
      .object({
        id,
        purpose: z.enum(APPROVAL_TYPES),
        status: z.enum(ROUND_STATUSES),
        submittedAt: instant,
        endReason: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The latest round, of whatever purpose; null for those who do not read drafts.' }),
    revisionReason: z.string().nullable(),
    archiveReason: z.string().nullable(),
    readerIds: z.array(id).meta({ description: 'Named readers of a confidential or restricted document.' }),
    createdAt: instant,
  })
  .meta({ id: 'Document' })

export const MadeDocumentView = DocumentView.extend({ warnings: warningsView }).meta({ id: 'MadeDocument' })

/** A document as the actor may see it. */
export function documentView(summary: Summary, actor: Actor): z.input<typeof DocumentView> {
  const { document, owner, secondOwner, publication, label, effectiveNumber, round, readers, own } = summary
  const seesDrafts = own || can(actor, 'documents.read_drafts')
  const { kind, identifier, title, description, category, type, classification, status, source } = document
  return {
    id: document.id,
    ...{ identifier, kind, title, description, category, type, classification, status },
    isInEffect: document.inEffect,
    source,
    owner,
    frameworks: document.frameworks,
    tags: document.tags,
    nextReviewDate: document.nextReviewDate,
    updatedAt: iso(document.updatedAt),
    secondOwner: secondOwner?.id ? secondOwner : null,
    reviewFrequency:
      document.reviewEvery === null || document.reviewUnit === null
        ? null
        : { every: document.reviewEvery, unit: document.reviewUnit },
    effectiveDate: document.effectiveDate,
    inEffect:
      publication && effectiveNumber !== null
        ? {
            number: effectiveNumber,
            label: labelOf(label?.major ?? null, label?.minor ?? null),
            from: iso(publication.effectiveFrom),
            contentHash: publication.contentHash,
          }
        : null,
    round:
      round && seesDrafts
        ? {
            id: round.id,
            purpose: round.purpose,
            status: round.status,
            submittedAt: iso(round.submittedAt),
            endReason: round.endReason,
          }
        : null,
    revisionReason: seesDrafts ? document.revisionReason : null,
    archiveReason: document.archiveReason,
    readerIds: seesDrafts ? readers : [],
    createdAt: iso(document.createdAt),
  }
}

export const DocumentRowView = z
  .object({
    ...identity,
    ...properties,
    label: z.string().nullable().meta({ description: 'The version in effect, such as "1.4".' }),
    effectiveFrom: instant.nullable(),
    snippet: z
      .array(z.object({ text: z.string(), hit: z.boolean() }))
      .nullable()
      .meta({ description: 'A passage around the words that were searched for; null without any.' }),
  })
  .meta({ id: 'DocumentRow' })

export const documentRowView = (row: Row): z.input<typeof DocumentRowView> => ({
  id: row.id,
  identifier: row.identifier,
  kind: row.kind,
  title: row.title,
  description: row.description,
  category: row.category,
  type: row.type,
  classification: row.classification,
  status: row.status,
  isInEffect: row.inEffect,
  source: row.source,
  owner: { id: row.ownerId, name: row.ownerName, positionTitle: row.ownerPosition },
  frameworks: row.frameworks,
  tags: row.tags,
  nextReviewDate: row.nextReviewDate,
  updatedAt: iso(row.updatedAt),
  label: labelOf(row.major, row.minor),
  effectiveFrom: isoOrNull(row.effectiveFrom),
  snippet: row.passage === null ? null : passages(row.passage.snippet),
})

/** The database puts \u0002 before a hit and \u0003 after it. */
const passages = (snippet: string): { text: string; hit: boolean }[] =>
  snippet
    .split('\u0002')
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, hit: false }]
      const [hit = '', rest = ''] = part.split('\u0003')
      return [
        { text: hit, hit: true },
        { text: rest, hit: false },
      ]
    })
    .filter(({ text }) => text !== '')

/** The document as it is now, for everything that answers with one. */
export async function documentNow(services: Services, actor: Actor, reference: string) {
  return documentView(await services.documents.get(actor, reference), actor)
}
