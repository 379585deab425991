import { z } from 'zod'
import { ROUND_STATUSES } from '#domain/approvals/definition.ts'
import { nameOfListed } from '#domain/documents/labels.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull, labelOf } from '../common/views.ts'
import { VariableView } from '../drafts/views.ts'

const shape = {
  id,
  documentId: id,
  number: z.number().int().meta({ description: '1, 2, 3 … without gaps.' }),
  label: z.string().nullable().meta({ description: 'What an approved version is known by, such as "1.4".' }),
  name: z.string().meta({
    description:
      'What people call it: its label, before the approval that of its submission, such as "1.0, second submission", else "v3".',
  }),
  changeType: z.enum(CHANGE_TYPES),
  changeSummary: z.string(),
  abstract: z.string(),
  title: z.string(),
  contentHash: z.string().meta({ description: 'SHA-256 of what is signed.' }),
  words: z.number().int(),
  characters: z.number().int(),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  effectiveFrom: instant.nullable(),
  effectiveUntil: instant.nullable(),
  round: z.object({ id, status: z.enum(ROUND_STATUSES) }).nullable(),
}

export const VersionRowView = z.object(shape).meta({ id: 'VersionRow' })
export const VersionView = z
  .object({ ...shape, content: z.string(), variables: z.array(VariableView), authorIds: z.array(id) })
  .meta({ id: 'Version' })

export const RestoredView = VersionView.extend({
  keptDraft: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'The version that holds the draft as it was; null when another version holds it already.' }),
}).meta({ id: 'RestoredVersion' })

type Listed = Awaited<ReturnType<Services['versions']['list']>>['versions'][number]
type Full = Awaited<ReturnType<Services['versions']['get']>>['version']

export const versionRowView = (row: Listed): z.input<typeof VersionRowView> => ({
  id: row.id,
  documentId: row.documentId,
  number: row.number,
  label: labelOf(row.major, row.minor),
  name: nameOfListed(row),
  changeType: row.changeType,
  changeSummary: row.changeSummary,
  abstract: row.abstract,
  title: row.title,
  contentHash: row.contentHash,
  words: row.words,
  characters: row.characters,
  createdBy: { id: row.createdBy, name: row.createdByName },
  createdAt: iso(row.createdAt),
  effectiveFrom: isoOrNull(row.effectiveFrom),
  effectiveUntil: isoOrNull(row.effectiveUntil),
  round: row.roundId === null || row.roundStatus === null ? null : { id: row.roundId, status: row.roundStatus },
})

export const versionView = (version: Full): z.input<typeof VersionView> => ({
  ...versionRowView(version),
  content: version.content,
  variables: version.variables,
  authorIds: version.authorIds,
})

export const DiffView = z
  .object({
    changes: z.number().int().meta({ description: 'Numbered from 1 in reading order: `id="change-1"` in the HTML.' }),
    renumbered: z
      .number()
      .int()
      .meta({ description: 'How many paragraphs have another number in front and say the same. They are no changes.' }),
    words: z.object({ added: z.number().int(), removed: z.number().int() }),
    summary: z.array(z.string()).meta({
      description: 'The changes in sentences: title, variables, sections, moves, formats, numbers, words.',
    }),
    html: z.string().meta({
      description: 'The text with `ins` and `del`. Changes of format are named in words (`.format-label`).',
    }),
    note: z
      .string()
      .nullable()
      .meta({ description: 'Says when the comparison was cut short and is coarser than usual.' }),
  })
  .meta({ id: 'Diff' })
