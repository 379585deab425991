import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { waitFor } from '#test/support/wait-for.ts'

const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const { services } = pages
const organization = await makeOrganization(db)
const manager = await makeMember(db, organization, ['compliance_manager'])
const author = await makeMember(db, organization, ['author'])
const member = await makeMember(db, organization, ['member'])
const abroad = await makeOrganization(db)
const stranger = await makeMember(db, abroad, ['compliance_manager'])
const people = { manager, author, member, stranger }
await givePassword(db, ...Object.values(people))

interface Heard {
  topic: string
  document: string | null
}

/** The stream of a person's open page; ends with the test file's server. */
async function listen(email: string, slug: string): Promise<Heard[]> {
  const answer = await pages.ask(`/${slug}/events/stream`, { as: await pages.signIn(email) })
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  if (!answer.body) throw new Error('The stream has no body.')
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const heard: Heard[] = []
  void (async () => {
    let text = ''
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += read.value
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) heard.push(JSON.parse(data))
      }
    }
  })().catch(() => undefined)
  return heard
}

const draft = (actor: typeof manager, classification: 'internal' | 'restricted', readerIds: string[] = []) =>
  services.documents.create(actor, {
    kind: 'policy',
    category: 'compliance',
    title: 'A plan',
    classification,
    readerIds,
  })

test('a stream tells only of documents that exist for its reader, in their order', async () => {
  const streams = {
    manager: await listen(manager.email, organization.slug),
    author: await listen(author.email, organization.slug),
    member: await listen(member.email, organization.slug),
    stranger: await listen(stranger.email, abroad.slug),
  }
  const open = await draft(manager, 'internal')
  const closed = await draft(manager, 'restricted')
  await services.documents.change(manager, closed.id, { description: 'Changed' })
  const named = await draft(manager, 'restricted', [author.membershipId])
  // Whoever hears of these has heard of everything before that was for them.
  const last = await draft(author, 'internal')
  const ofMember = await services.documents.create(manager, {
    kind: 'policy',
    category: 'compliance',
    title: 'A plan',
    ownerId: member.membershipId,
  })
  const elsewhere = await draft(stranger, 'restricted')

  const ids = (heard: Heard[]) => [...new Set(heard.map(({ document }) => document))]
  await waitFor(() => ids(streams.manager).includes(ofMember.id) && ids(streams.author).includes(ofMember.id))
  await waitFor(() => ids(streams.member).includes(ofMember.id) && ids(streams.stranger).includes(elsewhere.id))
  expect(ids(streams.manager)).toEqual([open.id, closed.id, named.id, last.id, ofMember.id])
  expect(ids(streams.author)).toEqual([open.id, named.id, last.id, ofMember.id])
  expect(ids(streams.member)).toEqual([ofMember.id])
  expect(ids(streams.stranger)).toEqual([elsewhere.id])
})

test('the stream of an organization that is not one\u2019s own is that of one that never existed', async () => {
  const as = await pages.signIn(stranger.email)
  const seen = async (slug: string) => {
    const answer = await pages.ask(`/${slug}/events/stream`, { as, headers: { 'x-request-id': 'streams-test-0001' } })
    return { status: answer.status, text: await answer.text() }
  }
  const foreign = await seen(organization.slug)
  expect(foreign).toEqual(await seen(`org-${'0'.repeat(10)}`))
  expect(foreign.status).toBe(404)
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
