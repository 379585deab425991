import { z } from 'zod'
import { BOUND_STATES, TEXT_LANGUAGE } from '#domain/bound/state.ts'
import type { Services } from '#services/index.ts'
import { DocumentName, id, instant, iso, listOf } from '../common/views.ts'

type Found = Awaited<ReturnType<Services['bound']['at']>>

const count = z.number().int()

export const BoundDocumentView = z
  .object({
    document: DocumentName,
    versionId: id,
    version: z.string().meta({ description: 'The label of the version that was in effect.' }),
    language: z.string().meta({ description: 'Of the text, BCP 47.' }),
    contentHash: z.string(),
    effectiveFrom: instant,
    because: z
      .array(z.string())
      .meta({ description: 'The parts of audiences in which the person was, as they are called today.' }),
    state: z.enum(BOUND_STATES),
    asked: z.object({ campaignId: id, askedAt: instant, dueAt: instant, open: z.boolean() }).nullable().meta({
      description: 'The request that counts: an open one before one that is over. Null: nobody had asked.',
    }),
    acceptance: z
      .object({ id, versionId: id, version: z.string(), acceptedAt: instant, contentHash: z.string() })
      .nullable()
      .meta({ description: 'What the person had accepted last of this document.' }),
  })
  .meta({ id: 'BoundDocument' })

export const BoundView = listOf(BoundDocumentView)
  .extend({
    at: instant,
    person: z.object({
      id,
      name: z.string(),
      active: z.boolean().meta({ description: 'False: no active member at the moment, so that nothing bound them.' }),
      roles: z.array(z.string()),
      department: z.string().nullable(),
      groups: z.array(z.string()),
    }),
    counts: z.partialRecord(z.enum(BOUND_STATES), count),
  })
  .meta({ id: 'Bound' })

export const boundDocumentView = (row: Found['rows'][number]): z.input<typeof BoundDocumentView> => ({
  document: { id: row.documentId, identifier: row.identifier, title: row.title },
  versionId: row.versionId,
  version: row.label,
  language: TEXT_LANGUAGE,
  contentHash: row.contentHash,
  effectiveFrom: iso(row.effectiveFrom),
  because: row.reasons,
  state: row.state,
  asked: row.asked && { ...row.asked, askedAt: iso(row.asked.askedAt), dueAt: iso(row.asked.dueAt) },
  acceptance: row.acceptance && {
    id: row.acceptance.id,
    versionId: row.acceptance.versionId,
    version: row.acceptance.label,
    acceptedAt: iso(row.acceptance.acceptedAt),
    contentHash: row.acceptance.contentHash,
  },
})

export const personThen = ({ person: { id: of, name }, standing }: Found) => ({
  id: of,
  name,
  active: standing !== null,
  roles: standing?.roles ?? [],
  department: standing?.department ?? null,
  groups: standing?.groups ?? [],
})
