import { z } from 'zod'
import { CONFIRMATION_METHODS } from '#domain/approvals/confirmation.ts'
import { ROUND_STATUSES, SIGNOFF_STATUSES, STEP_RULES } from '#domain/approvals/definition.ts'
import { submissionName } from '#domain/documents/labels.ts'
import type { Services } from '#services/index.ts'
import { DocumentName, id, instant, iso, isoOrNull } from '../common/views.ts'

type Signoff = Awaited<ReturnType<Services['signoffs']['get']>>

/** What a sign-off says of itself, in its round and alone. */
export const signoffShape = {
  id,
  signer: z.object({ id, name: z.string(), positionTitle: z.string().nullable() }),
  status: z.enum(SIGNOFF_STATUSES),
  requestedAt: instant,
  dueAt: instant.nullable(),
  openedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  comment: z.string().nullable(),
  onBehalfOf: z
    .string()
    .nullable()
    .meta({ description: 'In whose place the signer was asked, by name; null: in their own.' }),
  delegatedFrom: id
    .nullable()
    .meta({ description: 'The sign-off that this one took the place of; its status is `delegated`.' }),
  delegationReason: z.string().nullable(),
  confirmedBy: z.enum(CONFIRMATION_METHODS).nullable().meta({
    description: 'How the signer proved who they are as they decided; null: the step asks for no fresh sign-in.',
  }),
  confirmedAt: instant.nullable(),
  contentHash: z.string().meta({ description: 'What is signed: the hash of the version.' }),
}

export const SignoffView = z
  .object({
    ...signoffShape,
    document: DocumentName,
    version: z.object({ id, number: z.number().int(), name: z.string(), title: z.string(), changeSummary: z.string() }),
    round: z.object({ id, status: z.enum(ROUND_STATUSES), message: z.string(), submittedBy: z.string() }),
    step: z.object({
      id,
      position: z.number().int(),
      name: z.string(),
      rule: z.enum(STEP_RULES),
      freshSignIn: z.boolean(),
    }),
  })
  .meta({ id: 'Signoff' })

export const decisionView = (signoff: Signoff['signoff']) => ({
  id: signoff.id,
  signer: { id: signoff.signerId, name: signoff.signerName, positionTitle: signoff.signerPosition },
  status: signoff.status,
  requestedAt: iso(signoff.requestedAt),
  dueAt: isoOrNull(signoff.dueAt),
  openedAt: isoOrNull(signoff.openedAt),
  decidedAt: isoOrNull(signoff.decidedAt),
  comment: signoff.comment,
  onBehalfOf: signoff.onBehalfOf,
  delegatedFrom: signoff.delegatedFrom,
  delegationReason: signoff.delegationReason,
  confirmedBy: signoff.confirmedBy,
  confirmedAt: isoOrNull(signoff.confirmedAt),
  contentHash: signoff.contentHash,
})

export const signoffView = (found: Signoff): z.input<typeof SignoffView> => ({
  ...decisionView(found.signoff),
  document: { id: found.document.id, identifier: found.document.identifier, title: found.document.title },
  version: {
    id: found.version.id,
    number: found.version.number,
    name: submissionName(found.round),
    title: found.version.title,
    changeSummary: found.version.changeSummary,
  },
  round: {
    id: found.round.id,
    status: found.round.status,
    message: found.round.message,
    submittedBy: found.submittedByName,
  },
  step: {
    id: found.step.id,
    position: found.step.position,
    name: found.step.name,
    rule: found.step.rule,
    freshSignIn: found.step.freshSignIn,
  },
})
