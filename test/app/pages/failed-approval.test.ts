import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { makePeople, makeRound } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

/*
 * What the pages of a document say when the process of its approval has failed, and who may retry it there.
 */
const database = await createTestDatabase()
const pages = await openPages(database)

/** A round in review whose process a rule has refused. */
async function failed() {
  const people = await makePeople(database.db, 1)
  await givePassword(database.db, people.manager, people.author)
  const { document, round } = await makeRound(pages.services, people)
  await pages.services.rounds.settleRound(system(people), round.id, new Date())
  await pages.services.rounds.failRound(system(people), round.id, 'content_hash_mismatch', new Date())
  const address = `/${people.organization.slug}/documents/${document.identifier}`
  const textOf = async (path: string, email: string) =>
    (await (await pages.ask(path, { as: await pages.signIn(email) })).text())
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/<!-- -->/g, '')
  return { people, document, address, textOf }
}

const REASON = 'The content differs from what was signed, so it was not published.'

test('every page of the document says that its approval has stopped and why, and promises nothing', async () => {
  const { people, address, textOf } = await failed()
  for (const path of [address, `${address}/approval`, `${address}/versions`]) {
    const html = await textOf(path, people.author.email)
    expect(html, path).toContain('The approval has stopped')
    expect(html, path).toContain(REASON)
    expect(html, path).not.toContain('Waiting for')
  }
  expect(await textOf(`${address}/approval`, people.author.email)).toContain(
    'Nothing happens until somebody retries it.',
  )
})

test('a manager retries it by a button, and the page goes on as before; an author is told whom to ask', async () => {
  const { people, address, textOf } = await failed()
  const button = new RegExp(`<form[^>]*action="${address}/retry"`)
  const ofAuthor = await textOf(address, people.author.email)
  expect(ofAuthor).not.toMatch(button)
  expect(ofAuthor).toContain('Until a compliance manager or an admin retries it, nothing happens.')
  expect(await textOf(address, people.manager.email)).toMatch(button)

  const as = await pages.signIn(people.author.email)
  expect((await pages.ask(`${address}/retry`, { as, form: {} })).status).toBe(403)
  const answer = await pages.ask(`${address}/retry`, { as: await pages.signIn(people.manager.email), form: {} })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(address)
  const after = await textOf(address, people.manager.email)
  expect(after).not.toContain('The approval has stopped')
  expect(after).toContain('Waiting for')

  const again = await pages.ask(`${address}/retry`, { as: await pages.signIn(people.manager.email), form: {} })
  expect(again.status).toBe(409)
})
