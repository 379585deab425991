import { expect, test } from 'vitest'
import type { Approver } from '#domain/approvals/definition.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const { members, documents, rounds, signoffs, notifications } = services
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const AT = new Date('2026-06-01T09:00:00Z')

async function castWithAdmin(signers = 2) {
  const people = await makePeople(db, signers)
  const admin = await makeMember(db, people.organization, ['admin'], { name: 'Ada Admin' })
  return { ...people, admin }
}
type Cast = Awaited<ReturnType<typeof castWithAdmin>>
/** What a person reads about documents that changed hands. */
const ownerNotificationsOf = async (person: Parameters<typeof notifications.list>[0]) =>
  (await notifications.list(person, { limit: 10 })).notifications
    .filter(({ kind }) => kind === 'ownership_transferred')
    .map(({ title, body }) => ({ title, body }))
const ownersOf = async (actor: Parameters<typeof documents.get>[0], id: string) => {
  const { document } = await documents.get(actor, id)
  return { owner: document.ownerId, second: document.secondOwnerId }
}

test('documents go to the successor that was chosen, who is notified', async () => {
  const people = await castWithAdmin()
  const document = await makeDraft(services, people.author)
  const successor = people.signers[0]
  if (!successor) throw new Error('no signer')
  const done = await members.remove(people.admin, people.author.membershipId, {
    ...NOBODY,
    ownerSuccessorId: successor.membershipId,
  })
  expect(done).toEqual({ documents: 1, signoffs: 0 })
  expect(await ownersOf(people.manager, document.id)).toEqual({ owner: successor.membershipId, second: null })
  expect(await ownerNotificationsOf(successor)).toEqual([
    { title: `Now yours: ${document.identifier} Access control`, body: 'Ada Admin made you its owner.' },
  ])
})

test('without a choice the second owner takes over', async () => {
  const people = await castWithAdmin()
  const document = await makeDraft(services, people.author)
  const second = people.signers[1]?.membershipId ?? ''
  await documents.change(people.manager, document.id, { secondOwnerId: second })
  await members.remove(people.admin, people.author.membershipId, NOBODY)
  expect(await ownersOf(people.manager, document.id)).toEqual({ owner: second, second: null })
})

test('without a second owner a compliance manager takes over, not an admin', async () => {
  const people = await castWithAdmin()
  const document = await makeDraft(services, people.author)
  await members.remove(people.admin, people.author.membershipId, NOBODY)
  expect(await ownersOf(people.manager, document.id)).toEqual({ owner: people.manager.membershipId, second: null })
})

test('without a choice every compliance manager is notified, and only the new owner that it is theirs', async () => {
  const people = await castWithAdmin()
  const other = await makeMember(db, people.organization, ['compliance_manager'], { name: 'Mia Manager' })
  const document = await makeDraft(services, people.author)
  await members.remove(people.admin, people.author.membershipId, NOBODY)
  const name = `${document.identifier} Access control`
  expect(await ownerNotificationsOf(people.manager)).toEqual([
    { title: `Now yours: ${name}`, body: 'Ada Admin made you its owner.' },
  ])
  expect(await ownerNotificationsOf(other)).toEqual([
    { title: `New owner: ${name}`, body: 'Mara Manager owns it now, since its owner has left.' },
  ])
})

test('somebody who has left cannot be the successor', async () => {
  const people = await castWithAdmin()
  const gone = people.signers[0]?.membershipId ?? ''
  await members.remove(people.admin, gone, NOBODY)
  const removal = members.remove(people.admin, people.author.membershipId, { ...NOBODY, ownerSuccessorId: gone })
  await expect(removal).rejects.toMatchObject({ code: 'owner_not_eligible' })
})

test('an open request to sign is asked of somebody else, and the round waits for them', async () => {
  const people = await castWithAdmin(2)
  const { round } = await makeRound(services, people)
  await rounds.settleRound(system(people), round.id, AT)
  const [leaving, staying] = people.signers
  if (!leaving || !staying) throw new Error('two signers')
  await signoffs.approve(staying, (await waitingFor(services, staying)).id)

  const done = await members.remove(people.admin, leaving.membershipId, NOBODY)
  expect(done.signoffs).toBe(1)
  expect(await rounds.settleRound(system(people), round.id, AT)).toMatchObject({ outcome: 'waiting', awaiting: 1 })
  await signoffs.approve(people.manager, (await waitingFor(services, people.manager)).id)
  expect(await rounds.settleRound(system(people), round.id, AT)).toMatchObject({ outcome: 'approved' })
})

test('an author is passed over as successor of a signer', async () => {
  const people = await castWithAdmin(1)
  const { round } = await makeRound(services, people)
  await rounds.settleRound(system(people), round.id, AT)
  const leaving = people.signers[0]?.membershipId ?? ''
  await members.remove(people.admin, leaving, { ...NOBODY, signerSuccessorId: people.author.membershipId })
  expect(await signoffs.waiting(people.author)).toMatchObject({ total: 0, signoffs: [] })
  expect(await signoffs.waiting(people.manager)).toMatchObject({ total: 1 })
})

test('a step that has not begun asks the successor when it does', async () => {
  const people = await castWithAdmin(1)
  const { round } = await makeRound(services, people)
  const successor = await makeMember(db, people.organization, ['approver'])
  const leaving = people.signers[0]?.membershipId ?? ''
  await members.remove(people.admin, leaving, { ...NOBODY, signerSuccessorId: successor.membershipId })
  await rounds.settleRound(system(people), round.id, AT)
  expect(await signoffs.waiting(successor)).toMatchObject({ total: 1 })
})

const BY_ROLE = [{ kind: 'role' as const, role: 'approver' as const }]
/** A round that asks by role, and a signer who loses it. */
const roleLost = (people: Cast, rule: 'all' | 'any' = 'all') => askedBy(people, BY_ROLE, rule)

/** A round whose two steps ask the same people. */
async function askedBy(people: Cast, approvers: Approver[], rule: 'all' | 'any' = 'all') {
  const steps = [
    { name: 'First', approvers, rule },
    { name: 'Second', approvers, rule },
  ]
  const definition = await services.approvalDefinitions.create(people.manager, { name: 'By role', steps })
  const document = await makeDraft(services, people.author)
  const round = await rounds.submit(people.author, document.id, { definitionId: definition.id })
  await rounds.settleRound(system(people), round.id, AT)
  const [ben] = people.signers
  if (!ben) throw new Error('a signer')
  const lose = () => members.change(people.admin, ben.membershipId, { roles: ['member'] })
  const stepsNow = async () => {
    const { steps, signoffs } = await rounds.get(people.manager, round.id)
    return { steps, open: signoffs.filter(({ status }) => status === 'pending').map(({ signerName }) => signerName) }
  }
  const told = async () =>
    (await notifications.list(people.author, { limit: 10 })).notifications.flatMap(({ kind, body }) =>
      kind === 'signer_gone' ? [body] : [],
    )
  return { ben, round, lose, stepsNow, told }
}

test('who loses the role by which they are asked is asked no more, and the owner is notified of who is', async () => {
  const people = await castWithAdmin(2)
  const { ben, lose, stepsNow, told } = await roleLost(people)
  await signoffs.open(ben, (await waitingFor(services, ben)).id)
  await lose()
  const { steps, open } = await stepsNow()
  // All of the role are asked already, so a compliance manager signs: with one signer fewer the others would have been enough.
  expect(open.toSorted()).toEqual(['Mara Manager', 'Signer 2'])
  expect(steps[1]?.plan.signerIds).not.toContain(ben.membershipId)
  expect(steps[1]?.plan.signerIds).toContain(people.manager.membershipId)
  expect(await told()).toContain(
    'The step “First” asks by a role or group that Signer 1 has left. Mara Manager is asked instead.',
  )
})

test('another of the role is asked first, who has come since', async () => {
  const people = await castWithAdmin(1)
  const { lose, stepsNow } = await roleLost(people)
  await makeMember(db, people.organization, ['approver'], { name: 'Nora New' })
  await lose()
  expect((await stepsNow()).open).toEqual(['Nora New'])
})

test('who leaves the group by which they are asked is asked no more, in this step and in those to come', async () => {
  const people = await castWithAdmin(2)
  const { groups } = services
  const [ben, chen] = people.signers
  if (!ben || !chen) throw new Error('two signers')
  const group = await groups.create(people.manager, { name: 'Legal' })
  await groups.add(people.manager, group.id, { membershipIds: [ben.membershipId, chen.membershipId] })
  const approvers = [{ kind: 'group' as const, groupId: group.id }]
  const { round, stepsNow, told } = await askedBy(people, approvers)
  await groups.removeMember(people.manager, group.id, ben.membershipId)
  const { steps, open } = await stepsNow()
  expect(open.toSorted()).toEqual(['Mara Manager', 'Signer 2'])
  expect(steps[1]?.plan.signerIds).not.toContain(ben.membershipId)
  expect(await told()).toContain(
    'The step “First” asks by a role or group that Signer 1 has left. Mara Manager is asked instead.',
  )
  expect(await rounds.settleRound(system(people), round.id, AT)).toMatchObject({ outcome: 'waiting', awaiting: 2 })
})

test('who leaves a group that a step does not ask by, stays asked', async () => {
  const people = await castWithAdmin(1)
  const { ben, stepsNow } = await roleLost(people)
  const group = await services.groups.create(people.manager, { name: 'Choir' })
  await services.groups.add(people.manager, group.id, { membershipIds: [ben.membershipId] })
  await services.groups.removeMember(people.manager, group.id, ben.membershipId)
  expect((await stepsNow()).open).toEqual(['Signer 1'])
})

test('where nobody else may sign it still waits for them, and the owner is notified', async () => {
  const people = await castWithAdmin(1)
  const { round, lose, stepsNow, told } = await roleLost(people)
  await members.change(people.admin, people.manager.membershipId, { roles: ['member'] })
  await lose()
  expect((await stepsNow()).open).toEqual(['Signer 1'])
  expect((await told())[0]).toMatch(/nobody else may sign. It still waits for Signer 1/)
  expect(await rounds.settleRound(system(people), round.id, AT)).toMatchObject({ outcome: 'waiting', awaiting: 1 })
})

test('who was named in person is asked whatever roles they have', async () => {
  const people = await castWithAdmin(1)
  const { round } = await makeRound(services, people)
  await rounds.settleRound(system(people), round.id, AT)
  await members.change(people.admin, people.signers[0]?.membershipId ?? '', { roles: ['member'] })
  expect(await rounds.settleRound(system(people), round.id, AT)).toMatchObject({ awaiting: 1 })
  expect((await signoffs.waiting(people.signers[0] ?? people.manager)).total).toBe(1)
})

test('what was signed stays signed', async () => {
  const people = await castWithAdmin(2)
  const { document, round } = await makeRound(services, people)
  await rounds.settleRound(system(people), round.id, AT)
  const signer = people.signers[0]
  if (!signer) throw new Error('no signer')
  await signoffs.approve(signer, (await waitingFor(services, signer)).id)
  await members.remove(people.admin, signer.membershipId, NOBODY)
  const {
    rounds: [kept],
  } = await rounds.ofDocument(people.manager, document.id)
  const signature = kept?.signoffs.find(({ signerId }) => signerId === signer.membershipId)
  expect(signature).toMatchObject({ status: 'approved', signerName: signer.name })
})

test('the page that asks for successors says what there is to hand over', async () => {
  const people = await castWithAdmin(1)
  const { document, round } = await makeRound(services, people)
  await rounds.settleRound(system(people), round.id, AT)
  const author = await members.removalPreview(people.admin, people.author.membershipId)
  expect(author.owned.map(({ identifier }) => identifier)).toEqual([document.identifier])
  const signer = await members.removalPreview(people.admin, people.signers[0]?.membershipId ?? '')
  expect(signer).toMatchObject({ owned: [], rounds: 1 })
})

test('an admin who hands a closed document over is told that there is one, and not what it is called', async () => {
  const people = await castWithAdmin(1)
  const open = await makeDraft(services, people.author)
  const closed = await makeDraft(services, people.author)
  await documents.change(people.author, closed.id, { classification: 'restricted', title: 'Dawn raids' })
  const preview = await members.removalPreview(people.admin, people.author.membershipId)
  expect(preview).toMatchObject({ owned: [{ identifier: open.identifier }], hidden: 1 })
  expect(JSON.stringify(preview)).not.toMatch(new RegExp(`Dawn raids|${closed.identifier}`))
  expect((await members.remove(people.admin, people.author.membershipId, NOBODY)).documents).toBe(2)
})

test('the last admin cannot be removed, and no one but an admin removes anybody', async () => {
  const people = await castWithAdmin(1)
  await expect(members.remove(people.admin, people.admin.membershipId, NOBODY)).rejects.toMatchObject({
    code: 'last_admin',
  })
  await expect(members.remove(people.manager, people.author.membershipId, NOBODY)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('two admins who remove each other at once leave one', async () => {
  const people = await castWithAdmin(1)
  const other = await makeMember(db, people.organization, ['admin'])
  const results = await Promise.allSettled([
    members.remove(people.admin, other.membershipId, NOBODY),
    members.remove(other, people.admin.membershipId, NOBODY),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('reports of who leaves report to whom that one reported to', async () => {
  const people = await castWithAdmin(2)
  const [middle, report] = people.signers
  await members.change(people.admin, middle?.membershipId ?? '', { managerId: people.manager.membershipId })
  await members.change(people.admin, report?.membershipId ?? '', { managerId: middle?.membershipId ?? '' })
  await members.remove(people.admin, middle?.membershipId ?? '', NOBODY)
  const after = await members.get(people.admin, report?.membershipId ?? '')
  expect(after.managerId).toBe(people.manager.membershipId)
})
