import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Transaction, withActor } from '#db/client.ts'
import { auditLog, deliveries, notifications, organizations, outbox } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { appendAudit } from '#services/audit/append.ts'
import { notify } from '#services/notifications/index.ts'
import { enqueue } from '#services/outbox.ts'
import { joinTransaction, transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const deps = testDeps(db)
const at = new Date('2026-06-01T09:00:00Z')

const someone = async () => makeMember(db, await makeOrganization(db), ['approver'])

/** All three kinds of consequences, under one word. */
function tell(tx: Transaction, actor: Actor & { membershipId: string }, word: string): void {
  appendAudit(tx, actor, { at, action: 'invitation.resent', subjectId: actor.orgId, after: { email: word } })
  const telling = { kind: 'document_archived', key: word, facts: { word }, path: `/${word}` } as const
  notify(tx, actor.orgId, [actor.membershipId], telling, at)
  enqueue(tx, actor.orgId, { kind: 'signal', queue: 'approval/none', name: word, payload: { args: [{ word }] } })
}

/** The words that are told of, in their order, and how many mails they call for. */
const told = (actor: Actor) =>
  withActor(db, actor, async (tx) => ({
    audit: (await tx.select().from(auditLog).orderBy(asc(auditLog.seq))).map(
      ({ entry }) => JSON.parse(entry).after.email,
    ),
    notifications: (await tx.select().from(notifications)).map(({ facts }) => facts.word).toSorted(),
    mails: (await tx.select().from(deliveries)).length,
    outbox: (await tx.select().from(outbox).where(eq(outbox.orgId, actor.orgId)).orderBy(asc(outbox.id))).map(
      ({ name }) => name,
    ),
  }))
const all = (...words: string[]) => ({
  audit: words,
  notifications: words.toSorted(),
  mails: words.length,
  outbox: words,
})

test('what comes of a transaction is written with it, in the order in which it was said', async () => {
  const actor = await someone()
  const words = ['first', 'second', "it's a \\ third", 'fourth “ünïcode”']
  await transact(deps, actor, async (tx) => {
    for (const word of words) tell(tx, actor, word)
    const before = await tx.select().from(auditLog)
    expect(before, 'nobody holds the tip of the chain while work is still done').toEqual([])
  })
  expect(await told(actor)).toEqual(all(...words))
})

test('of a transaction that fails nothing is told', async () => {
  const actor = await someone()
  const failing = transact(deps, actor, async (tx) => {
    tell(tx, actor, 'never')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await told(actor)).toEqual(all())
})

test('what cannot be told undoes the work', async () => {
  const actor = await someone()
  const nobody = '00000000-0000-7000-8000-000000000000'
  const failing = transact(deps, actor, async (tx) => {
    await tx.update(organizations).set({ name: 'Renamed' }).where(eq(organizations.id, actor.orgId))
    notify(tx, actor.orgId, [nobody], { kind: 'document_archived', key: 'k', path: '/' }, at)
  })
  await expect(failing).rejects.toThrow(/notifications_membership_fk/)
  const [row] = await withActor(db, actor, (tx) => tx.select().from(organizations))
  expect(row?.name).not.toBe('Renamed')
})

test('a part that fails on its own takes what it told with it, and the rest is told in order', async () => {
  const actor = await someone()
  await transact(deps, actor, async (tx) => {
    tell(tx, actor, 'before')
    await joinTransaction(tx, actor, () => transact(deps, actor, async (part) => tell(part, actor, 'inside')))
    const failing = joinTransaction(tx, actor, async () => {
      await transact(deps, actor, async (part) => tell(part, actor, 'undone'))
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    tell(tx, actor, 'after')
  })
  expect(await told(actor)).toEqual(all('before', 'inside', 'after'))
})

test('a transaction that would not write them takes no consequences, nor one of another organization', async () => {
  const [actor, other] = [await someone(), await someone()]
  await expect(withActor(db, actor, async (tx) => tell(tx, actor, 'lost'))).rejects.toThrow(/begin it with transact/)
  await expect(transact(deps, actor, async (tx) => tell(tx, other, 'astray'))).rejects.toThrow(/another organization/)
  expect(await told(other)).toEqual(all())
})
