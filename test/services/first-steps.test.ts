import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { makeDraft } from '#test/support/rounds.ts'
import { approve, publish } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)

/** A new organization, and what of its first steps is done. */
async function office() {
  const organization = await makeOrganization(db)
  const ada = await makeMember(db, organization, ['admin', 'compliance_manager'])
  const done = async () => {
    const steps = await services.organizations.firstSteps(ada)
    return steps && Object.entries(steps).flatMap(([step, isDone]) => (isDone ? [step] : []))
  }
  return { organization, ada, done }
}

test('the first steps of an organization are done by what is there, and are gone when all of them are', async () => {
  const { organization, ada, done } = await office()
  expect(await done()).toEqual([])
  const document = await makeDraft(services, ada)
  expect(await done()).toEqual(['document'])
  await services.invitations.create(ada, { email: 'ivo@people.example', roles: ['approver'], positionTitle: null })
  expect(await done()).toEqual(['invite', 'document'])
  const ivo = await makeMember(db, organization, ['approver'])
  const round = await services.rounds.submit(ada, document.id, { signerIds: [ivo.membershipId] })
  expect(await done()).toEqual(['invite', 'document', 'submit'])
  const people = { organization, manager: ada, author: ada, signers: [ivo] }
  await approve(services, people, round)
  await publish(db, services, people, round)
  expect(await done()).toEqual(['invite', 'document', 'submit', 'publish'])
  await services.members.change(ada, ada.membershipId, { positionTitle: 'Counsel' })
  expect(await done()).toBeNull()
})

test('an admin hides the first steps for all admins, and keeps every other decision of the organization', async () => {
  const { organization, ada, done } = await office()
  await services.organizations.change(ada, { authorsMayApprove: true })
  const other = await makeMember(db, organization, ['admin'])
  await services.organizations.hideFirstSteps(other)
  expect(await done()).toBeNull()
  expect((await services.organizations.get(ada)).settings).toEqual({ authorsMayApprove: true, firstStepsHidden: true })
  const manager = await makeMember(db, organization, ['compliance_manager'])
  for (const refused of [services.organizations.hideFirstSteps, services.organizations.firstSteps]) {
    await expect(refused(manager)).rejects.toMatchObject({ code: 'forbidden' })
  }
})
