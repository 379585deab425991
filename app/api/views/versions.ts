import { z } from 'zod'
import { ROUND_STATUSES } from '#domain/approvals/definition.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull, labelOf } from './common.ts'
import { VariableView } from './drafts.ts'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_TEXT, EXAMPLE_TIME } from './examples.ts'

const shape = {
  id,
  documentId: id,
  number: z.number().int().meta({ description: '1, 2, 3 … without gaps.' }),
  label: z.string().nullable().meta({ description: 'What an approved version is known by, such as "1.4".' }),
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

type Listed = Awaited<ReturnType<Services['versions']['list']>>['versions'][number]
type Full = Awaited<ReturnType<Services['versions']['get']>>['version']

export const versionRowView = (row: Listed): z.input<typeof VersionRowView> => ({
  id: row.id,
  documentId: row.documentId,
  number: row.number,
  label: labelOf(row.major, row.minor),
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

export const VERSION_ROW_EXAMPLE = {
  id: EXAMPLE_IDS.version,
  documentId: EXAMPLE_IDS.document,
  number: 1,
  label: null,
  changeType: 'initial',
  changeSummary: 'First version',
  abstract: '',
  title: 'Access control policy',
  contentHash: EXAMPLE_HASH,
  words: 4,
  characters: 27,
  createdBy: { id: EXAMPLE_IDS.member, name: 'Ada Okafor' },
  createdAt: EXAMPLE_TIME,
  effectiveFrom: null,
  effectiveUntil: null,
  round: null,
} as const satisfies z.input<typeof VersionRowView>

export const VERSION_EXAMPLE = {
  ...VERSION_ROW_EXAMPLE,
  content: EXAMPLE_TEXT,
  variables: [],
  authorIds: [EXAMPLE_IDS.member],
} as const
