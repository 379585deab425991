import { z } from 'zod'
import {
  PUBLICATION_MODES,
  ROUND_STATUSES,
  SIGNOFF_STATUSES,
  STEP_RULES,
  STEP_STATUSES,
} from '#domain/approvals/definition.ts'
import type { Services } from '#services/index.ts'
import { day, id, instant, iso, isoOrNull } from './common.ts'
import { EXAMPLE_HASH, EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts'

type Round = Awaited<ReturnType<Services['rounds']['get']>>
type RoundRow = Awaited<ReturnType<Services['rounds']['list']>>['rounds'][number]
type Signoff = Awaited<ReturnType<Services['signoffs']['get']>>

const document = z.object({ id, identifier: z.string(), title: z.string() })

const roundShape = {
  id,
  document,
  versionId: id,
  definitionId: id.nullable().meta({ description: 'Null: signers were named at submit.' }),
  status: z.enum(ROUND_STATUSES),
  message: z.string(),
  dueAt: instant.nullable(),
  publicationMode: z.enum(PUBLICATION_MODES),
  effectiveDate: day.nullable(),
  submittedBy: id,
  submittedAt: instant,
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
}
export const RoundRowView = z.object(roundShape).meta({ id: 'RoundRow' })

const signoffShape = {
  id,
  signer: z.object({ id, name: z.string(), positionTitle: z.string().nullable() }),
  status: z.enum(SIGNOFF_STATUSES),
  requestedAt: instant,
  dueAt: instant.nullable(),
  openedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  comment: z.string().nullable(),
  contentHash: z.string().meta({ description: 'What is signed: the hash of the version.' }),
}

export const RoundView = z
  .object({
    ...roundShape,
    versionNumber: z.number().int(),
    steps: z.array(
      z.object({
        id,
        position: z.number().int(),
        name: z.string(),
        rule: z.enum(STEP_RULES),
        quorum: z.number().int().nullable(),
        status: z.enum(STEP_STATUSES),
        startedAt: instant.nullable(),
        dueAt: instant.nullable(),
        endedAt: instant.nullable(),
        signoffs: z.array(z.object(signoffShape)),
      }),
    ),
  })
  .meta({ id: 'Round' })

export const SignoffView = z
  .object({
    ...signoffShape,
    document,
    version: z.object({ id, number: z.number().int(), title: z.string(), changeSummary: z.string() }),
    round: z.object({ id, status: z.enum(ROUND_STATUSES), message: z.string(), submittedBy: z.string() }),
    step: z.object({ id, position: z.number().int(), name: z.string(), rule: z.enum(STEP_RULES) }),
  })
  .meta({ id: 'Signoff' })

export const roundRowView = ({
  round,
  ...named
}: Pick<RoundRow, 'round' | 'identifier' | 'title'>): z.input<typeof RoundRowView> => ({
  id: round.id,
  document: { id: round.documentId, ...named },
  versionId: round.versionId,
  definitionId: round.definitionId,
  status: round.status,
  message: round.message,
  dueAt: isoOrNull(round.dueAt),
  publicationMode: round.publicationMode,
  effectiveDate: round.effectiveDate,
  submittedBy: round.submittedBy,
  submittedAt: iso(round.submittedAt),
  endedAt: isoOrNull(round.endedAt),
  endReason: round.endReason,
})

export const roundView = ({ document, round, version, steps, signoffs }: Round): z.input<typeof RoundView> => ({
  ...roundRowView({ round, identifier: document.identifier, title: document.title }),
  versionNumber: version.number,
  steps: steps.map((step) => ({
    id: step.id,
    position: step.position,
    name: step.name,
    rule: step.rule,
    quorum: step.quorum,
    status: step.status,
    startedAt: isoOrNull(step.startedAt),
    dueAt: isoOrNull(step.dueAt),
    endedAt: isoOrNull(step.endedAt),
    signoffs: signoffs.filter(({ stepId }) => stepId === step.id).map(decisionView),
  })),
})

const decisionView = (signoff: Signoff['signoff']) => ({
  id: signoff.id,
  signer: { id: signoff.signerId, name: signoff.signerName, positionTitle: signoff.signerPosition },
  status: signoff.status,
  requestedAt: iso(signoff.requestedAt),
  dueAt: isoOrNull(signoff.dueAt),
  openedAt: isoOrNull(signoff.openedAt),
  decidedAt: isoOrNull(signoff.decidedAt),
  comment: signoff.comment,
  contentHash: signoff.contentHash,
})

export const signoffView = (found: Signoff): z.input<typeof SignoffView> => ({
  ...decisionView(found.signoff),
  document: { id: found.document.id, identifier: found.document.identifier, title: found.document.title },
  version: {
    id: found.version.id,
    number: found.version.number,
    title: found.version.title,
    changeSummary: found.version.changeSummary,
  },
  round: {
    id: found.round.id,
    status: found.round.status,
    message: found.round.message,
    submittedBy: found.submittedByName,
  },
  step: found.step,
})

const documentExample = { id: EXAMPLE_IDS.document, identifier: EXAMPLE_IDENTIFIER, title: 'Access control policy' }

export const ROUND_ROW_EXAMPLE: z.input<typeof RoundRowView> = {
  id: EXAMPLE_IDS.round,
  document: documentExample,
  versionId: EXAMPLE_IDS.version,
  definitionId: null,
  status: 'running',
  message: 'Please look at section 2.',
  dueAt: null,
  publicationMode: 'manual',
  effectiveDate: null,
  submittedBy: EXAMPLE_IDS.member,
  submittedAt: EXAMPLE_TIME,
  endedAt: null,
  endReason: null,
}

const decisionExample = {
  id: EXAMPLE_IDS.signoff,
  signer: { id: EXAMPLE_IDS.signer, name: 'Miguel Santos', positionTitle: null },
  status: 'pending',
  requestedAt: EXAMPLE_TIME,
  dueAt: null,
  openedAt: null,
  decidedAt: null,
  comment: null,
  contentHash: EXAMPLE_HASH,
} as const

export const ROUND_EXAMPLE: z.input<typeof RoundView> = {
  ...ROUND_ROW_EXAMPLE,
  versionNumber: 1,
  steps: [
    {
      id: EXAMPLE_IDS.step,
      position: 1,
      name: 'Approval',
      rule: 'all',
      quorum: null,
      status: 'active',
      startedAt: EXAMPLE_TIME,
      dueAt: null,
      endedAt: null,
      signoffs: [decisionExample],
    },
  ],
}

export const SIGNOFF_EXAMPLE: z.input<typeof SignoffView> = {
  ...decisionExample,
  document: documentExample,
  version: {
    id: EXAMPLE_IDS.version,
    number: 1,
    title: 'Access control policy',
    changeSummary: 'First version',
  },
  round: {
    id: EXAMPLE_IDS.round,
    status: 'running',
    message: 'Please look at section 2.',
    submittedBy: 'Ada Okafor',
  },
  step: { id: EXAMPLE_IDS.step, position: 1, name: 'Approval', rule: 'all' },
}
