import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { versionOnPaper } from '#db/queries/renditions.ts'
import { printModel } from '#services/renditions/model.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testServices } from '#test/support/factories.ts'
import { makePeople, makeRound } from '#test/support/rounds.ts'
import { approve } from '#test/support/steps.ts'

const PRINT = { publishing: null, publicUrl: 'http://accord.test' }

const { db } = await createTestDatabase()
const services = testServices(db)

test('a version is printed under the label it is signed as while it is in review, and under none once it is withdrawn', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  const printed = () =>
    withActor(db, people.author, async (tx) => {
      const found = await versionOnPaper(tx, people.organization.id, round.versionId)
      if (!found) throw new Error('The version is not there.')
      const { label, status } = (await printModel(tx, found.document, found.version, PRINT)).version
      return { label, status }
    })
  expect(await printed()).toEqual({ label: '1.0', status: 'in_review' })
  await services.rounds.withdraw(people.author, document.id)
  expect(await printed()).toEqual({ label: 'Draft 1', status: 'draft' })
})

test('an approved version is printed under its own label', async () => {
  const people = await makePeople(db, 1)
  const { round } = await makeRound(services, people)
  await approve(services, people, round)
  const found = await withActor(db, people.author, async (tx) => {
    const paper = await versionOnPaper(tx, people.organization.id, round.versionId)
    return paper && printModel(tx, paper.document, paper.version, PRINT)
  })
  expect(found?.version).toMatchObject({ label: '1.0', status: 'approved' })
  expect(found?.history).toMatchObject([{ label: '1.0', effectiveDate: null }])
  expect(found?.signatures[0]?.identity).toMatch(/^Account \S+@\S+, signature [0-9a-f-]{36}$/)
})
