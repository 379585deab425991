import { expect, test } from 'vitest'
import { tellEntry } from '#app/lib/activity.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { Role } from '#domain/roles.ts'
import type { DefinitionInput } from '#services/approval-definitions/input.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, testServices } from '#test/support/factories.ts'
import { type Cast, makeCast, makeDraft } from '#test/support/round.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const BEGUN = new Date('2026-06-01T09:00:00Z')
const LATE = new Date('2026-06-10T09:00:00Z')

/** A round whose only step is overdue, as its process has found it. */
async function overdue(cast: Cast, step: Partial<DefinitionInput['steps'][number]>, classification?: Classification) {
  const given = { name: 'Security', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }
  const definition = await services.approvalDefinitions.create(cast.manager, {
    name: 'Strict',
    steps: [{ ...given, daysToDecide: { count: 2, kind: 'calendar' }, ...step }],
  })
  const document = await makeDraft(services, cast.author)
  if (classification) await services.documents.change(cast.manager, document.id, { classification })
  const round = await services.rounds.submit(cast.author, document.id, { definitionId: definition.id })
  await services.rounds.beginStep(system(cast), round.id, BEGUN)
  await services.rounds.chaseStep(system(cast), round.id, LATE)
  return { document, round }
}

test('a round that nobody decided in time is rejected, and the log names nobody', async () => {
  const cast = await makeCast(db, 1)
  const { document } = await overdue(cast, { overdueAction: 'reject' })
  const { entries } = await services.audit.ofDocument(cast.manager, document.id, { limit: 1 })
  expect(entries.map(tellEntry)).toMatchObject([{ actorName: 'Accord', says: ['sent it back: rejected'] }])
})

/** A step that is overdue and escalates to a role, and who is told. */
async function escalated(classification: Classification, role: Role) {
  const cast = await makeCast(db, 1)
  const named = await makeMember(db, cast.organization, [role])
  await overdue(cast, { escalation: { afterDays: 1, to: [{ kind: 'role', role }] } }, classification)
  const isTold = async (person: typeof named) =>
    (await services.notifications.list(person, { limit: 10 })).notifications.some(
      ({ kind }) => kind === 'signoff_escalated',
    )
  return { named: await isTold(named), manager: await isTold(cast.manager) }
}

test('an escalation reaches those whom the step names', async () => {
  expect(await escalated('internal', 'auditor')).toEqual({ named: true, manager: false })
})

test('to whom the document does not exist its escalation does not either; compliance managers hear of it instead', async () => {
  expect(await escalated('restricted', 'auditor')).toEqual({ named: false, manager: true })
  expect(await escalated('internal', 'it_manager')).toEqual({ named: false, manager: true })
})
