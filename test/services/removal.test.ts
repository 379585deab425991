import { expect, test } from 'vitest'
import { notificationWords } from '#domain/notification-sentences.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, testServices } from '#test/support/factories.ts'
import { makeCast, makeDraft, makeRound, waitingFor } from '#test/support/round.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const { members, documents, rounds, signoffs, notifications } = services
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const AT = new Date('2026-06-01T09:00:00Z')

async function castWithAdmin(signers = 2) {
  const cast = await makeCast(db, signers)
  const admin = await makeMember(db, cast.organization, ['admin'], { name: 'Ada Admin' })
  return { ...cast, admin }
}
/** What a person reads about documents that changed hands. */
const toldOfOwners = async (person: Parameters<typeof notifications.list>[0]) =>
  (await notifications.list(person, { limit: 10 })).notifications
    .filter(({ kind }) => kind === 'ownership_transferred')
    .map(({ kind, facts }) => notificationWords(kind, facts))
    .map(({ title, body }) => ({ title, body }))
const ownersOf = async (actor: Parameters<typeof documents.get>[0], id: string) => {
  const { document } = await documents.get(actor, id)
  return { owner: document.ownerId, second: document.secondOwnerId }
}

test('documents go to the successor that was chosen, who is told', async () => {
  const cast = await castWithAdmin()
  const document = await makeDraft(services, cast.author)
  const heir = cast.signers[0]
  if (!heir) throw new Error('no signer')
  const done = await members.remove(cast.admin, cast.author.membershipId, {
    ...NOBODY,
    ownerSuccessorId: heir.membershipId,
  })
  expect(done).toEqual({ documents: 1, signoffs: 0 })
  expect(await ownersOf(cast.manager, document.id)).toEqual({ owner: heir.membershipId, second: null })
  expect(await toldOfOwners(heir)).toEqual([
    { title: `Now yours: ${document.identifier} Access control`, body: 'Ada Admin made you its owner.' },
  ])
})

test('without a choice the second owner takes over', async () => {
  const cast = await castWithAdmin()
  const document = await makeDraft(services, cast.author)
  const second = cast.signers[1]?.membershipId ?? ''
  await documents.change(cast.manager, document.id, { secondOwnerId: second })
  await members.remove(cast.admin, cast.author.membershipId, NOBODY)
  expect(await ownersOf(cast.manager, document.id)).toEqual({ owner: second, second: null })
})

test('without a second owner a compliance manager takes over, not an admin', async () => {
  const cast = await castWithAdmin()
  const document = await makeDraft(services, cast.author)
  await members.remove(cast.admin, cast.author.membershipId, NOBODY)
  expect(await ownersOf(cast.manager, document.id)).toEqual({ owner: cast.manager.membershipId, second: null })
})

test('without a choice every compliance manager is told, and only the new owner that it is theirs', async () => {
  const cast = await castWithAdmin()
  const other = await makeMember(db, cast.organization, ['compliance_manager'], { name: 'Mia Manager' })
  const document = await makeDraft(services, cast.author)
  await members.remove(cast.admin, cast.author.membershipId, NOBODY)
  const name = `${document.identifier} Access control`
  expect(await toldOfOwners(cast.manager)).toEqual([
    { title: `Now yours: ${name}`, body: 'Ada Admin made you its owner.' },
  ])
  expect(await toldOfOwners(other)).toEqual([
    { title: `New owner: ${name}`, body: 'Mara Manager owns it now, since its owner has left.' },
  ])
})

test('somebody who has left cannot be the successor', async () => {
  const cast = await castWithAdmin()
  const gone = cast.signers[0]?.membershipId ?? ''
  await members.remove(cast.admin, gone, NOBODY)
  const removal = members.remove(cast.admin, cast.author.membershipId, { ...NOBODY, ownerSuccessorId: gone })
  await expect(removal).rejects.toMatchObject({ code: 'owner_not_eligible' })
})

test('an open request to sign is asked of somebody else, and the round waits for them', async () => {
  const cast = await castWithAdmin(2)
  const { round } = await makeRound(services, cast)
  await rounds.beginStep(system(cast), round.id, AT)
  const [leaving, staying] = cast.signers
  if (!leaving || !staying) throw new Error('two signers')
  await signoffs.approve(staying, (await waitingFor(services, staying)).id)

  const done = await members.remove(cast.admin, leaving.membershipId, NOBODY)
  expect(done.signoffs).toBe(1)
  expect(await rounds.settleStep(system(cast), round.id, AT)).toMatchObject({ outcome: 'waiting', awaiting: 1 })
  await signoffs.approve(cast.manager, (await waitingFor(services, cast.manager)).id)
  expect(await rounds.settleStep(system(cast), round.id, AT)).toMatchObject({ outcome: 'all_approved' })
})

test('an author is passed over as successor of a signer', async () => {
  const cast = await castWithAdmin(1)
  const { round } = await makeRound(services, cast)
  await rounds.beginStep(system(cast), round.id, AT)
  const leaving = cast.signers[0]?.membershipId ?? ''
  await members.remove(cast.admin, leaving, { ...NOBODY, signerSuccessorId: cast.author.membershipId })
  expect(await signoffs.waiting(cast.author)).toMatchObject({ total: 0, signoffs: [] })
  expect(await signoffs.waiting(cast.manager)).toMatchObject({ total: 1 })
})

test('a step that has not begun asks the successor when it does', async () => {
  const cast = await castWithAdmin(1)
  const { round } = await makeRound(services, cast)
  const heir = await makeMember(db, cast.organization, ['approver'])
  const leaving = cast.signers[0]?.membershipId ?? ''
  await members.remove(cast.admin, leaving, { ...NOBODY, signerSuccessorId: heir.membershipId })
  await rounds.beginStep(system(cast), round.id, AT)
  expect(await signoffs.waiting(heir)).toMatchObject({ total: 1 })
})

test('what was signed stays signed', async () => {
  const cast = await castWithAdmin(2)
  const { document, round } = await makeRound(services, cast)
  await rounds.beginStep(system(cast), round.id, AT)
  const signer = cast.signers[0]
  if (!signer) throw new Error('no signer')
  await signoffs.approve(signer, (await waitingFor(services, signer)).id)
  await members.remove(cast.admin, signer.membershipId, NOBODY)
  const {
    rounds: [kept],
  } = await rounds.ofDocument(cast.manager, document.id)
  const signature = kept?.signoffs.find(({ signerId }) => signerId === signer.membershipId)
  expect(signature).toMatchObject({ status: 'approved', signerName: signer.name })
})

test('the page that asks for successors says what there is to hand over', async () => {
  const cast = await castWithAdmin(1)
  const { document, round } = await makeRound(services, cast)
  await rounds.beginStep(system(cast), round.id, AT)
  const author = await members.removalPreview(cast.admin, cast.author.membershipId)
  expect(author.owned.map(({ identifier }) => identifier)).toEqual([document.identifier])
  const signer = await members.removalPreview(cast.admin, cast.signers[0]?.membershipId ?? '')
  expect(signer).toMatchObject({ owned: [], rounds: 1 })
})

test('an admin who hands a closed document over is told that there is one, and not what it is called', async () => {
  const cast = await castWithAdmin(1)
  const open = await makeDraft(services, cast.author)
  const closed = await makeDraft(services, cast.author)
  await documents.change(cast.author, closed.id, { classification: 'restricted', title: 'Dawn raids' })
  const preview = await members.removalPreview(cast.admin, cast.author.membershipId)
  expect(preview).toMatchObject({ owned: [{ identifier: open.identifier }], hidden: 1 })
  expect(JSON.stringify(preview)).not.toMatch(new RegExp(`Dawn raids|${closed.identifier}`))
  expect((await members.remove(cast.admin, cast.author.membershipId, NOBODY)).documents).toBe(2)
})

test('the last admin cannot be removed, and no one but an admin removes anybody', async () => {
  const cast = await castWithAdmin(1)
  await expect(members.remove(cast.admin, cast.admin.membershipId, NOBODY)).rejects.toMatchObject({
    code: 'last_admin',
  })
  await expect(members.remove(cast.manager, cast.author.membershipId, NOBODY)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('two admins who remove each other at once leave one', async () => {
  const cast = await castWithAdmin(1)
  const other = await makeMember(db, cast.organization, ['admin'])
  const results = await Promise.allSettled([
    members.remove(cast.admin, other.membershipId, NOBODY),
    members.remove(other, cast.admin.membershipId, NOBODY),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('reports of who leaves report to whom that one reported to', async () => {
  const cast = await castWithAdmin(2)
  const [middle, report] = cast.signers
  await members.change(cast.admin, middle?.membershipId ?? '', { managerId: cast.manager.membershipId })
  await members.change(cast.admin, report?.membershipId ?? '', { managerId: middle?.membershipId ?? '' })
  await members.remove(cast.admin, middle?.membershipId ?? '', NOBODY)
  const after = await members.get(cast.admin, report?.membershipId ?? '')
  expect(after.managerId).toBe(cast.manager.membershipId)
})
