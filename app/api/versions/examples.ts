import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_TEXT, EXAMPLE_TIME } from '../common/examples.ts'
import type { VersionRowView } from './views.ts'

export const VERSION_ROW_EXAMPLE = {
  id: EXAMPLE_IDS.version,
  documentId: EXAMPLE_IDS.document,
  number: 1,
  label: null,
  name: 'v1',
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
