import type { Transaction } from '#db/client.ts'
import { type DefinitionRow, defaultsFor } from '#db/queries/approval-definitions.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { approvalOfVersion, insertRound, type RoundRow } from '#db/queries/rounds.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { VersionHead } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { defaultFor } from '#domain/approvals/defaults.ts'
import { type PlanFacts, planRound } from '#domain/approvals/plan.ts'
import { barredFrom, type LaterPurpose } from '#domain/approvals/purposes.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Evidence } from '#domain/reviews/outcome.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../outbox.ts'
import { candidatesFor } from './organization.ts'
import { startOfProcess } from './signal-approval.ts'

/** What somebody asks for that a definition has others decide. */
export interface Question {
  purpose: LaterPurpose
  versionId: string
  /** The member who asks. */
  askedBy: string
  /** The reason of a retirement, the note of a review. */
  message?: string
  /** Of a publication: null is at once. */
  effectiveDate?: PlainDate | null
  /** Of a review. */
  evidence?: Evidence[]
}

/** The definition by which others decide this of a document, the most specific one, and why it is that one; null: nobody else decides. */
export async function definitionFor(
  tx: Transaction,
  document: Pick<DocumentRow, 'orgId' | 'kind' | 'category'>,
  purpose: LaterPurpose,
) {
  const found = defaultFor(await defaultsFor(tx, document.orgId, purpose, document), document)
  return found && { definition: found.chosen.definition, why: found.why }
}

/** All that decides whom a definition asks about a version, whether or not it is approved yet. */
export async function factsOfQuestion(
  tx: Transaction,
  document: DocumentRow,
  definition: DefinitionRow,
  { purpose, askedBy, version }: Pick<Question, 'purpose' | 'askedBy'> & { version: VersionHead },
): Promise<PlanFacts> {
  const { settings } = await rulesOf(tx, document.orgId)
  const approvers = definition.steps.flatMap((step) => step.approvers)
  return {
    changeType: version.changeType,
    kind: document.kind,
    category: document.category,
    classification: document.classification,
    frameworks: document.frameworks,
    ownerId: document.ownerId,
    members: await candidatesFor(tx, document, approvers),
    authorIds: [...barredFrom(purpose, { authorIds: version.authorIds, askedBy })],
    authorsMayApprove: settings.authorsMayApprove === true,
  }
}

/** Refuses a publication for later where a definition has others decide on it and none of them could. @throws no_signers, quorum_unreachable */
export async function assertPublishable(
  tx: Transaction,
  document: DocumentRow,
  version: VersionHead,
  askedBy: string,
): Promise<void> {
  const decided = await definitionFor(tx, document, 'publication')
  if (!decided) return
  const { definition } = decided
  planRound(
    definition.steps,
    await factsOfQuestion(tx, document, definition, { purpose: 'publication', askedBy, version }),
  )
}

/**
 * Begins a round that decides something about an approved version: its rows, and the workflow that asks. What is asked for
 * happens when the last step is approved, see `carryOut`. The caller holds the document's lock and has made sure that no round runs.
 * @throws no_signers, quorum_unreachable
 */
export async function openRound(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  definition: DefinitionRow,
  question: Question,
  at: Date,
): Promise<RoundRow> {
  const { purpose, versionId, askedBy, message = '', effectiveDate = null, evidence = [] } = question
  const approval = await approvalOfVersion(tx, document.orgId, versionId)
  const { label } = approval.round
  const { version } = approval
  const steps = planRound(
    definition.steps,
    await factsOfQuestion(tx, document, definition, { purpose, askedBy, version }),
  )
  const round = await insertRound(
    tx,
    {
      orgId: actor.orgId,
      id: newId(tx),
      documentId: document.id,
      versionId,
      definitionId: definition.id,
      purpose,
      label,
      submission: 1,
      message,
      evidence,
      publicationMode: effectiveDate !== null ? 'on_date' : purpose === 'publication' ? 'on_approval' : 'manual',
      effectiveDate,
      submittedBy: askedBy,
      submittedAt: at,
    },
    steps.map((plan) => ({ id: newId(tx), plan })),
  )
  enqueue(tx, actor.orgId, startOfProcess({ ...round, identifier: document.identifier }))
  appendAudit(tx, actor, {
    at,
    action: 'round.opened',
    subjectId: round.id,
    documentId: document.id,
    after: {
      purpose,
      label,
      effectiveDate,
      message,
      steps: steps.map(({ name, rule, quorum, signerIds }) => ({ name, rule, quorum, signerIds })),
    },
  })
  return round
}
