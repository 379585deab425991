import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { Role } from '#domain/roles.ts'
import type { DefinitionInput } from '#services/approval-definitions/input.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, type People } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const BEGUN = new Date('2026-06-01T09:00:00Z')
const LATE = new Date('2026-06-10T09:00:00Z')

/** A round whose only step is overdue, as its process has found it. */
async function overdue(
  people: People,
  step: Partial<DefinitionInput['steps'][number]>,
  classification?: Classification,
) {
  const given = { name: 'Security', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }
  const definition = await services.approvalDefinitions.create(people.manager, {
    name: 'Strict',
    steps: [{ ...given, daysToDecide: { count: 2, kind: 'calendar' }, ...step }],
  })
  const document = await makeDraft(services, people.author)
  if (classification) await services.documents.change(people.manager, document.id, { classification })
  const round = await services.rounds.submit(people.author, document.id, { definitionId: definition.id })
  await services.rounds.settleRound(system(people), round.id, BEGUN)
  await services.rounds.chaseRound(system(people), round.id, LATE)
  return { document, round }
}

test('a round that nobody decided in time is rejected, and the log names nobody', async () => {
  const people = await makePeople(db, 1)
  const { document } = await overdue(people, { overdueAction: 'reject' })
  const { entries } = await services.audit.ofDocument(people.manager, document.id, { limit: 1 })
  expect(entries.map(activityEntry)).toMatchObject([{ actorName: 'Accord', sentence: ['sent it back: rejected'] }])
})

/** A step that is overdue and escalates to a role, and who is notified. */
async function escalated(classification: Classification, role: Role) {
  const people = await makePeople(db, 1)
  const named = await makeMember(db, people.organization, [role])
  await overdue(people, { escalation: { afterDays: 1, to: [{ kind: 'role', role }] } }, classification)
  const isTold = async (person: typeof named) =>
    (await services.notifications.list(person, { limit: 10 })).notifications.some(
      ({ kind }) => kind === 'signoff_escalated',
    )
  return { named: await isTold(named), manager: await isTold(people.manager) }
}

test('an escalation reaches those whom the step names', async () => {
  expect(await escalated('internal', 'auditor')).toEqual({ named: true, manager: false })
})

test('to whom the document does not exist its escalation does not either; compliance managers are notified instead', async () => {
  expect(await escalated('restricted', 'auditor')).toEqual({ named: false, manager: true })
  expect(await escalated('internal', 'it_manager')).toEqual({ named: false, manager: true })
})
