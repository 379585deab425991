import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { renditions, signoffs } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { FREE_FAILURES } from '#services/auth/lockout.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { makeDraft, makePeople, waitingFor } from '#test/support/rounds.ts'
import { publish, system } from '#test/support/steps.ts'

const database = await createTestDatabase()
const pages = await openPages(database)
const { db } = database
const { services } = pages

/** An office with a document in review, whose one step asks its signers to sign in as they decide. */
async function strictOffice(body?: string) {
  const people = await makePeople(db, 1)
  await givePassword(db, ...people.signers)
  const [signer] = people.signers
  if (!signer) throw new Error('a signer')
  const { id: definitionId } = await services.approvalDefinitions.create(people.manager, {
    name: 'Strict',
    steps: [
      {
        name: 'Quality',
        approvers: [{ kind: 'people', membershipIds: people.signers.map(({ membershipId }) => membershipId) }],
        freshSignIn: true,
      },
    ],
  })
  const submit = async () => {
    const document = await makeDraft(services, people.author, body)
    const round = await services.rounds.submit(people.author, document.id, { definitionId })
    await services.rounds.settleRound(system(people), round.id, new Date())
    return { document, round }
  }
  return { people, signer, submit, at: `/${people.organization.slug}`, ...(await submit()) }
}

async function textOf(answer: Response | Promise<Response>) {
  const html = await (await answer).text()
  const words = html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { html, words }
}
const statusOf = async (person: Actor, id: string) => (await services.signoffs.get(person, id)).signoff.status

test('a step that asks for a fresh sign-in is signed with the password, and nothing typed is lost by a wrong one', async () => {
  const { signer, document, at } = await strictOffice()
  const as = await pages.signIn(signer.email)
  const { id } = await waitingFor(services, signer)
  const here = `${at}/sign/${id}`
  const question = await textOf(pages.ask(`${here}?decide=approve`, { as }))
  expect(question.html).toMatch(/<input[^>]*type="password"[^>]*name="password"/)
  const sent = (password: string, decision = 'approve') =>
    pages.ask(here, { as, form: { decision, comment: 'Clear and complete', password } })

  for (const [password, status, sentence] of [
    ['', 403, 'This step asks you to sign in again to decide. Write your password.'],
    ['a wrong one', 422, 'This is not your password. Nothing was signed.'],
  ] as const) {
    for (const decision of ['approve', 'reject']) {
      const refused = await sent(password, decision)
      expect(refused.status).toBe(status)
      const { html, words } = await textOf(refused)
      expect(words).toContain(sentence)
      expect(words).toContain('Clear and complete')
      expect(html).not.toContain('a wrong one')
    }
  }
  expect(await statusOf(signer, id)).toBe('pending')

  expect((await sent(PASSWORD)).status).toBe(302)
  const { signoff } = await services.signoffs.get(signer, id)
  expect(signoff).toMatchObject({ status: 'approved', comment: 'Clear and complete', confirmedBy: 'password' })
  expect((signoff.decidedAt?.getTime() ?? 0) - (signoff.confirmedAt?.getTime() ?? 0)).toBeLessThan(10_000)
  expect((await textOf(pages.ask(here, { as }))).words).toContain('Confirmed by password')
  await services.renditions.pdf(signer, document.id, 1, 0).catch(() => {})
  const [print] = await withActor(db, signer, (tx) => tx.select({ model: renditions.model }).from(renditions))
  expect(print?.model.signatures).toMatchObject([
    { identity: `Account ${signer.email}, confirmed by password, signature ${id}` },
  ])
})

test('no API key decides a step that asks for a fresh sign-in', async () => {
  const { signer } = await strictOffice()
  const { id } = await waitingFor(services, signer)
  const asAdmin: Actor = { ...signer, roles: ['admin'] }
  const input = { name: 'Test', scopes: ['signoffs:decide' as const, 'documents:read' as const], expiresInDays: null }
  const { key } = await services.apiKeys.create(asAdmin, input)
  const headers = { authorization: `Bearer ${key}` }
  for (const [command, json] of [
    ['approve', {}],
    ['reject', { comment: 'No' }],
  ] as const) {
    const refused = await pages.ask(`/api/v1/signoffs/${id}/${command}`, { json, headers })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'fresh_sign_in_required',
      detail: 'This step asks whoever decides to sign in at that moment. An API key cannot: decide it on its page.',
    })
  }
  const shown = await pages.ask(`/api/v1/signoffs/${id}`, { headers })
  expect(await shown.json()).toMatchObject({ status: 'pending', confirmedBy: null, step: { freshSignIn: true } })
})

test('PostgreSQL refuses a decision without the fresh sign-in that its step asks for', async () => {
  const { signer } = await strictOffice()
  const { id } = await waitingFor(services, signer)
  const decide = (confirmed: object) =>
    withActor(db, signer, (tx) =>
      tx
        .update(signoffs)
        .set({ status: 'approved', decidedAt: new Date(), ...confirmed })
        .where(eq(signoffs.id, id)),
    )
  await expect(decide({})).rejects.toMatchObject({ cause: { code: 'AC001' } })
  await decide({ confirmedBy: 'password', confirmedAt: new Date() })
})

test('from the inbox, too, the password is asked for, and guesses lock the account', async () => {
  const { signer, at } = await strictOffice()
  const as = await pages.signIn(signer.email)
  const { id } = await waitingFor(services, signer)
  await services.signoffs.open(signer, id)
  const here = `${at}/inbox?approve=${id}`
  expect((await textOf(pages.ask(here, { as }))).html).toMatch(/type="password"/)
  const sent = (password: string) => pages.ask(here, { as, form: { decision: 'approve', password } })
  for (let n = 0; n < FREE_FAILURES.account; n += 1) expect((await sent('a guess')).status).toBe(422)
  const locked = await sent(PASSWORD)
  expect(locked.status).toBe(429)
  expect((await textOf(locked)).words).toMatch(/Too many wrong passwords. Wait \d+ (seconds|minutes?)/)
  expect(await statusOf(signer, id)).toBe('pending')
})

test('whoever holds a document verifies it without signing in: who signed and where it stands, and nothing of its text', async () => {
  const { people, signer, document, round } = await strictOffice('<p>Lock your screen, said nobody else.</p>')
  const { id, contentHash } = await waitingFor(services, signer)
  const verify = (hash: string) => pages.ask(`/verify/${hash}`)
  const unknown = await textOf(verify('0'.repeat(64)))
  const unsigned = await verify(contentHash)
  expect(unsigned.status).toBe(404)
  expect((await textOf(unsigned)).words.replaceAll(contentHash, '0'.repeat(64))).toBe(unknown.words)

  const confirmed = { by: 'password' as const, at: new Date() }
  await services.signoffs.approve(signer, id, {}, confirmed)
  const inReview = await textOf(verify(contentHash.toUpperCase()))
  expect(inReview.words).toContain('This text was signed by 1 person')
  expect(inReview.words).toContain('In review, not in effect')
  await services.rounds.settleRound(system(people), round.id, new Date())
  await publish(db, services, people, round, new Date())
  const found = await textOf(verify(contentHash))
  for (const words of [people.organization.name, document.identifier, '1.0', 'In effect', signer.name, 'CISO'])
    expect(found.words).toContain(words)
  expect(found.words).toContain('I have read this version and approve it.')
  expect(found.words).toContain('Confirmed by password')
  for (const kept of ['Access control', 'Lock your screen', signer.email, people.author.name])
    expect(found.html).not.toContain(kept)
  await services.rounds.archive(people.manager, document.id, { reason: 'Old' })
  expect((await textOf(verify(contentHash))).words).toContain('No longer in effect')

  const typed = await pages.ask(
    `/verify?hash=${encodeURIComponent(` ${contentHash.slice(0, 32)} ${contentHash.slice(32)}`)}`,
  )
  expect(typed.headers.get('location')).toBe(`/verify/${contentHash}`)
  expect((await verify('%E2%80%AE..')).status).toBe(404)
  const [print] = await withActor(db, signer, (tx) => tx.select({ model: renditions.model }).from(renditions))
  expect(print?.model.verifyAt).toBe(`http://accord.test/verify/${contentHash}`)

  const answers = await Promise.all(Array.from({ length: 60 }, () => verify('0'.repeat(64))))
  expect(answers.map(({ status }) => status)).toContain(429)
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
