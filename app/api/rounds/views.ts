import { z } from 'zod'
import { DEFAULT_REASONS } from '#domain/approvals/defaults.ts'
import {
  APPROVAL_TYPES,
  PUBLICATION_MODES,
  ROUND_STATUSES,
  STEP_RULES,
  STEP_STATUSES,
} from '#domain/approvals/definition.ts'
import type { Services } from '#services/index.ts'
import { DocumentName, day, id, instant, iso, isoOrNull } from '../common/views.ts'
import { decisionView, signoffShape } from '../signoffs/views.ts'

type Round = Awaited<ReturnType<Services['rounds']['get']>>
type RoundRow = Awaited<ReturnType<Services['rounds']['list']>>['rounds'][number]

const roundShape = {
  id,
  document: DocumentName,
  versionId: id,
  label: z.string().meta({ description: 'What the version is called once it is approved.' }),
  submission: z
    .number()
    .int()
    .meta({ description: '1 for the first text that was submitted to get this label, 2 for the second, and so on.' }),
  purpose: z.enum(APPROVAL_TYPES).meta({
    description:
      'What is decided: whether the version is approved, is published, goes out of effect, or is still right at its review.',
  }),
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

export const RoundView = z
  .object({
    ...roundShape,
    versionNumber: z.number().int(),
    failure: z
      .object({ code: z.string().meta({ description: 'A problem code, or `unknown`.' }), at: instant })
      .nullable()
      .meta({ description: 'Why the round has stopped; it goes on when somebody retries it. Null while it goes on.' }),
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

export const WhoDecidesView = z
  .object({
    definition: z
      .object({
        name: z.string(),
        why: z
          .enum(DEFAULT_REASONS)
          .meta({ description: 'Of what it is the default: the category, the kind, or all.' }),
        steps: z.array(
          z.object({
            name: z.string(),
            rule: z.enum(STEP_RULES),
            quorum: z.number().int().nullable(),
            people: z.array(z.object({ id, name: z.string() })),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'Null: nobody else decides, and it happens at once.' }),
  })
  .meta({ id: 'WhoDecides' })

export const whoDecidesView = (
  outlook: Awaited<ReturnType<Services['rounds']['whoDecides']>>,
): z.input<typeof WhoDecidesView> => ({
  definition: outlook && {
    name: outlook.name,
    why: outlook.why,
    steps: outlook.steps.map(({ name, rule, quorum, people }) => ({
      name,
      rule,
      quorum,
      people: people.map((person) => ({ id: person.id, name: person.name })),
    })),
  },
})

export const RemindersView = z
  .object({ reminded: z.number().int().meta({ description: 'How many were written to.' }) })
  .meta({ id: 'Reminders' })

export const roundRowView = ({
  round,
  ...named
}: Pick<RoundRow, 'round' | 'identifier' | 'title'>): z.input<typeof RoundRowView> => ({
  id: round.id,
  document: { id: round.documentId, ...named },
  versionId: round.versionId,
  label: round.label,
  submission: round.submission,
  purpose: round.purpose,
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

export const roundView = ({
  document,
  round,
  version,
  steps,
  signoffs,
  failure,
}: Round): z.input<typeof RoundView> => ({
  ...roundRowView({ round, identifier: document.identifier, title: document.title }),
  versionNumber: version.number,
  failure: failure && { code: failure.code, at: iso(failure.failedAt) },
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
