import type { Transaction } from '#db/client.ts'
import { defaultsFor, findUsable } from '#db/queries/approval-definitions.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { type DraftToSubmit, draftToSubmit } from '#db/queries/drafts.ts'
import { insertRound, type RoundRow } from '#db/queries/rounds.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { defaultFor } from '#domain/approvals/defaults.ts'
import { adHocStep, type PlannedStep } from '#domain/approvals/definition.ts'
import { assertSignersEligible, type PlanFacts, planRound } from '#domain/approvals/plan.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { dateIn, endOfDay } from '#domain/dates.ts'
import { nextLabel, type Submission } from '#domain/documents/labels.ts'
import { decide } from '#domain/documents/lifecycle.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import type { TextFacts } from '../content/jobs.ts'
import { unfilledVariables, unknownVariables } from '../content/variables.ts'
import { type DraftFacts, withDraftFacts } from '../documents/draft-facts.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { freezeDraft } from '../documents/versions.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../outbox.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { SubmitDocument } from './input.ts'
import { assertPublishable } from './open.ts'
import { candidatesFor } from './organization.ts'
import { startOfProcess } from './signal-approval.ts'
import { latestLabel } from './state.ts'

type Submitted = ReturnType<typeof SubmitDocument.parse>

/**
 * Freezes the draft into a version and begins its approval: the round and its steps are rows, and the outbox starts the
 * workflow that asks the signers.
 * @throws not_found, forbidden, invalid_transition, empty_draft, unknown_variables, unfilled_variables, change_summary_required,
 *   change_type_not_allowed, no_signers, signer_not_eligible, author_cannot_approve, quorum_unreachable, due_date_past,
 *   effective_date_past, round_open
 */
export async function submit(deps: Deps, actor: Actor, reference: string, given: SubmitDocument): Promise<RoundRow> {
  const input = checked(SubmitDocument, given)
  return withDraftFacts(deps, actor, reference, (facts) => submitDraft(deps, actor, reference, input, facts))
}

function submitDraft(
  deps: Deps,
  actor: Actor,
  reference: string,
  input: Submitted,
  facts: DraftFacts,
): Promise<RoundRow> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'documents.submit', { own: isOwn(actor, document) })
    // Choosing a date now decides on publication then.
    if (input.publication.mode !== 'manual') authorize(actor, 'documents.publish')
    const found = await draftToSubmit(tx, actor.orgId, document.id)
    if (!found) throw new DomainError('not_found')
    const { rules, open } = found
    // The version in effect is being reviewed or retired: what becomes of the document is open.
    if (open !== null && open !== 'approval') throw new DomainError('round_open', { noun: PURPOSES[open].noun })
    const draft = facts.requireSame(found.draft)
    assertDatesAhead(input, at, rules)
    const { status, changeType, submitted } = guarded(document, found, facts, input)
    const version = await freezeDraft(
      tx,
      actor,
      document,
      { ...draft, counts: facts.counts },
      { changeType, changeSummary: input.changeSummary || 'First version', abstract: input.abstract },
      at,
    )
    if (input.publication.mode !== 'manual') await assertPublishable(tx, document, version, memberOf(actor))
    const { definitionId, steps } = await planned(tx, document, input, {
      changeType,
      kind: document.kind,
      category: document.category,
      classification: document.classification,
      frameworks: document.frameworks,
      ownerId: document.ownerId,
      authorIds: version.authorIds,
      authorsMayApprove: rules.settings.authorsMayApprove === true,
    })
    const round = await insertRound(
      tx,
      {
        orgId: actor.orgId,
        id: newId(tx),
        documentId: document.id,
        versionId: version.id,
        definitionId,
        ...submitted,
        message: input.message,
        dueAt: input.dueDate === null ? null : endOfDay(input.dueDate, rules.timeZone),
        publicationMode: input.publication.mode,
        effectiveDate: input.publication.mode === 'on_date' ? input.publication.effectiveDate : null,
        submittedBy: memberOf(actor),
        submittedAt: at,
      },
      steps.map((plan) => ({ id: newId(tx), plan })),
    )
    await updateDocument(tx, document, { status, revisionReason: null }, at)
    enqueue(tx, actor.orgId, startOfProcess({ ...round, identifier: document.identifier }))
    appendAudit(tx, actor, {
      at,
      action: 'document.submitted',
      subjectId: round.id,
      documentId: document.id,
      before: { status: document.status },
      after: {
        status,
        versionId: version.id,
        number: version.number,
        ...submitted,
        changeType,
        contentHash: version.contentHash,
        steps: steps.map(({ name, rule, quorum, signerIds }) => ({ name, rule, quorum, signerIds })),
        publication: input.publication,
      },
    })
    return round
  })
}

function assertDatesAhead({ dueDate, publication }: Submitted, at: Date, { timeZone }: Rules): void {
  const today = dateIn(at, timeZone)
  if (dueDate !== null && dueDate < today) throw new DomainError('due_date_past')
  if (publication.mode === 'on_date' && publication.effectiveDate <= today) throw new DomainError('effective_date_past')
}

/** The lifecycle's guards over the draft as it is under the lock, and the label and number of the submission. */
function guarded(
  document: DocumentRow,
  { draft, labels, submissions }: DraftToSubmit,
  facts: TextFacts,
  input: Submitted,
) {
  const { variables } = draft
  const unknown = unknownVariables(facts.variableNames, variables)
  const known = facts.variableNames.filter((name) => !unknown.includes(name))
  const unfilled = unfilledVariables(known, variables)
  const previous = latestLabel({ labels })
  const status = decide(document.status, 'submit', {
    isEmpty: facts.plain.trim() === '',
    unknownVariables: [...new Set([...facts.typedNames, ...unknown])],
    unfilledVariables: unfilled.map((name) => variables.find((variable) => variable.name === name)?.label ?? name),
    changeSummary: input.changeSummary,
    hasVersionBefore: previous !== null,
  })
  // Until a version was approved, every version is the first, whatever was chosen for an earlier try.
  const changeType: ChangeType = previous === null ? 'initial' : (input.changeType ?? 'minor')
  const label = nextLabel(previous, changeType)
  const submission = submissions.filter((before) => before === label).length + 1
  return { status, changeType, submitted: { label, submission } satisfies Submission }
}

/** The steps: of the signers that were named, else of the definition that was chosen, else of the document's default. */
async function planned(
  tx: Transaction,
  document: DocumentRow,
  { signerIds, definitionId }: Submitted,
  known: Omit<PlanFacts, 'members'>,
): Promise<{ definitionId: string | null; steps: PlannedStep[] }> {
  const definition = signerIds.length > 0 ? null : await chosenDefinition(tx, document, definitionId)
  const steps = definition?.steps ?? [adHocStep(signerIds)]
  const approvers = steps.flatMap((step) => step.approvers)
  const facts = { ...known, members: await candidatesFor(tx, document, approvers) }
  if (!definition) assertSignersEligible(signerIds, facts)
  return { definitionId: definition?.id ?? null, steps: planRound(steps, facts) }
}

/** The definition that was chosen, else the default of the document. */
async function chosenDefinition(tx: Transaction, document: DocumentRow, id: string | undefined) {
  if (id === undefined) {
    const found = defaultFor(await defaultsFor(tx, document.orgId, 'approval', document), document)
    if (!found) throw new DomainError('no_signers')
    return found.chosen.definition
  }
  const definition = await findUsable(tx, document.orgId, 'approval', id)
  if (!definition) throw new DomainError('not_found')
  return definition
}
