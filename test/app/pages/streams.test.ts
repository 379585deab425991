import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { LiveUpdate } from '#domain/live.ts'
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

/** The stream of an open page, read as it comes. Those still open end with the test file's server. */
async function openStream(as: string, slug: string) {
  const answer = await pages.ask(`/${slug}/events/stream`, { as })
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  if (!answer.body) throw new Error('The stream has no body.')
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const stream = { updates: [] as LiveUpdate[], ended: false }
  void (async () => {
    let text = ''
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += read.value
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) stream.updates.push(JSON.parse(data))
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      stream.ended = true
    })
  return stream
}
type Stream = Awaited<ReturnType<typeof openStream>>

const streamOf = async (email: string, slug: string) => openStream(await pages.signIn(email), slug)

const draft = (actor: typeof manager, classification: 'internal' | 'restricted', readerIds: string[] = []) =>
  services.documents.create(actor, {
    kind: 'policy',
    category: 'compliance',
    title: 'A plan',
    classification,
    readerIds,
  })

test('a stream names only documents that exist for its reader, in their order', async () => {
  const streams = {
    manager: await streamOf(manager.email, organization.slug),
    author: await streamOf(author.email, organization.slug),
    member: await streamOf(member.email, organization.slug),
    stranger: await streamOf(stranger.email, abroad.slug),
  }
  const open = await draft(manager, 'internal')
  const closed = await draft(manager, 'restricted')
  await services.documents.change(manager, closed.id, { description: 'Changed' })
  const named = await draft(manager, 'restricted', [author.membershipId])
  // A stream that has named these has named everything before that was for its reader.
  const last = await draft(author, 'internal')
  const ofMember = await services.documents.create(manager, {
    kind: 'policy',
    category: 'compliance',
    title: 'A plan',
    ownerId: member.membershipId,
  })
  const elsewhere = await draft(stranger, 'restricted')

  const ids = ({ updates }: Stream) => [...new Set(updates.flatMap(({ documents }) => documents))]
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

test('a removed member and a member with other roles get nothing more: their streams end', async () => {
  const leaving = await makeMember(db, organization, ['author'])
  const promoted = await makeMember(db, organization, ['member'])
  await givePassword(db, leaving, promoted)
  const streams = [await streamOf(leaving.email, organization.slug), await streamOf(promoted.email, organization.slug)]
  const staying = await streamOf(author.email, organization.slug)
  const admin = await makeMember(db, organization, ['admin'])
  await services.members.remove(admin, leaving.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  await services.members.change(admin, promoted.membershipId, { roles: ['author'] })
  await waitFor(() => streams.every(({ ended }) => ended))
  expect(staying.ended).toBe(false)
})

test('the streams of a session end with the session, and those of other sessions of the person stay', async () => {
  const [one, other] = [await pages.signIn(author.email), await pages.signIn(author.email)]
  const ending = await openStream(one, organization.slug)
  const staying = await openStream(other, organization.slug)
  await pages.ask('/sign-out', { as: one, form: {} })
  await waitFor(() => ending.ended)
  expect(staying.ended).toBe(false)
})

test.each(['membership', 'roles', 'session'] as const)(
  'a stream whose %s was revoked between the check of its rights and its subscription ends at once',
  async (what) => {
    const late = await makeMember(db, organization, ['author'])
    await givePassword(db, late)
    const cookie = await pages.signIn(late.email)
    const session = await pages.auth.session(new Headers({ cookie }))
    if (!session) throw new Error('The session was not found.')
    const admin = await makeMember(db, organization, ['admin'])
    const subscribed = (actor: typeof late) => {
      const page = { actor, sessionId: session.id, onUpdate: () => {}, ended: false, onEnd: () => {} }
      page.onEnd = () => {
        page.ended = true
      }
      pages.live.subscribe(page)
      return page
    }
    const before = subscribed(late)

    if (what === 'session') await pages.ask('/sign-out', { as: cookie, form: {} })
    else if (what === 'roles') await services.members.change(admin, late.membershipId, { roles: ['member'] })
    else {
      const successors = { ownerSuccessorId: null, signerSuccessorId: null }
      await services.members.remove(admin, late.membershipId, successors)
    }
    // Its notice has arrived: no other one will come for the page that subscribes now.
    await waitFor(() => before.ended)
    const after = subscribed(late)
    await waitFor(() => after.ended)
  },
)

test('after a break of the connection every stream ends, since a revocation may have been missed', async () => {
  const stream = await streamOf(author.email, organization.slug)
  await pages.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'accord-listen' and datname = current_database()`,
  )
  await waitFor(() => stream.ended)
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
