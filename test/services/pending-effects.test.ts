import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Transaction, withActor } from '#db/client.ts'
import { auditLog, deliveries, notifications, organizations, outbox } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { appendAudit } from '#services/audit/append.ts'
import { notify } from '#services/notifications/notify.ts'
import { enqueue } from '#services/outbox.ts'
import { writePendingEffects } from '#services/pending-effects.ts'
import { joinTransaction, shareTransaction, transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const deps = testDeps(db)
const at = new Date('2026-06-01T09:00:00Z')
const NO_ROW = '00000000-0000-7000-8000-000000000000'

const someone = async () => makeMember(db, await makeOrganization(db), ['approver'])

/** Adds one pending effect of each kind, all with one word. */
function addEffects(tx: Transaction, actor: Actor & { membershipId: string }, word: string): void {
  appendAudit(tx, actor, { at, action: 'invitation.resent', subjectId: actor.orgId, after: { email: word } })
  const notice = {
    kind: 'document_archived',
    key: word,
    subjectId: NO_ROW,
    documentId: null,
  } as const
  notify(tx, actor.orgId, [actor.membershipId], { ...notice, facts: { by: word } }, at)
  enqueue(tx, actor.orgId, { kind: 'signal', queue: 'approval/none', name: word, payload: { args: [{ word }] } })
}

/** The words of the effects that were written, in their order, and the number of deliveries. */
const written = (actor: Actor) =>
  withActor(db, actor, async (tx) => ({
    audit: (await tx.select().from(auditLog).orderBy(asc(auditLog.seq))).map(
      ({ entry }) => JSON.parse(entry).after.email,
    ),
    notifications: (await tx.select().from(notifications)).map(({ facts }) => String(facts.by)).toSorted(),
    deliveries: (await tx.select().from(deliveries)).length,
    outbox: (await tx.select().from(outbox).where(eq(outbox.orgId, actor.orgId)).orderBy(asc(outbox.id))).map(
      ({ name }) => name,
    ),
  }))
const all = (...words: string[]) => ({
  audit: words,
  notifications: words.toSorted(),
  deliveries: words.length,
  outbox: words,
})

test('the effects of a transaction are written with it, in their order', async () => {
  const actor = await someone()
  const words = ['first', 'second', "it's a \\ third", 'fourth “ünïcode”']
  await transact(deps, actor, async (tx) => {
    for (const word of words) addEffects(tx, actor, word)
    const before = await tx.select().from(auditLog)
    expect(before, 'nobody holds the tip of the chain while work is still done').toEqual([])
  })
  expect(await written(actor)).toEqual(all(...words))
})

test('a transaction that fails writes no effects', async () => {
  const actor = await someone()
  const failing = transact(deps, actor, async (tx) => {
    addEffects(tx, actor, 'never')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await written(actor)).toEqual(all())
})

test('an effect that cannot be written undoes the work', async () => {
  const actor = await someone()
  const failing = transact(deps, actor, async (tx) => {
    await tx.update(organizations).set({ name: 'Renamed' }).where(eq(organizations.id, actor.orgId))
    const notice = {
      kind: 'document_archived',
      key: 'k',
      subjectId: NO_ROW,
      documentId: null,
    } as const
    notify(tx, actor.orgId, [NO_ROW], { ...notice, facts: { by: 'Nobody' } }, at)
  })
  await expect(failing).rejects.toThrow(/notifications_membership_fk/)
  const [row] = await withActor(db, actor, (tx) => tx.select().from(organizations))
  expect(row?.name).not.toBe('Renamed')
})

test('a part that fails takes its effects with it, and the others are written in order', async () => {
  const actor = await someone()
  await transact(deps, actor, async (tx) => {
    addEffects(tx, actor, 'before')
    await joinTransaction(tx, actor, () => transact(deps, actor, async (part) => addEffects(part, actor, 'inside')))
    const failing = joinTransaction(tx, actor, async () => {
      await transact(deps, actor, async (part) => addEffects(part, actor, 'undone'))
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    addEffects(tx, actor, 'after')
  })
  expect(await written(actor)).toEqual(all('before', 'inside', 'after'))
})

test('several people of an organization share a transaction, which is lost whole', async () => {
  const ada = await someone()
  const ben = { ...ada, userId: NO_ROW }
  const binding = { orgId: ada.orgId, userId: null }
  const share = (last: () => Promise<void>) =>
    transact(deps, binding, (tx) =>
      shareTransaction(tx, ada.orgId, async () => {
        await transact(deps, ada, async (part) => addEffects(part, ada, 'ada'))
        await transact(deps, ben, async (part) => addEffects(part, ben, 'ben'))
        await last()
      }),
    )
  await expect(share(() => Promise.reject(new Error('the last one fails')))).rejects.toThrow('the last one fails')
  expect(await written(ada)).toEqual(all())
  await share(() => Promise.resolve())
  expect(await written(ada)).toEqual(all('ada', 'ben'))
})

test('use cases of another organization have a transaction of their own', async () => {
  const [actor, other] = [await someone(), await someone()]
  const sharing = transact(deps, actor, (tx) =>
    shareTransaction(tx, actor.orgId, async () => {
      await transact(deps, other, async (part) => addEffects(part, other, 'kept'))
      throw new Error('refused')
    }),
  )
  await expect(sharing).rejects.toThrow('refused')
  expect(await written(other)).toEqual(all('kept'))
})

test('effects that are written in the midst of a transaction are found in it, and written once', async () => {
  const actor = await someone()
  await transact(deps, actor, async (tx) => {
    addEffects(tx, actor, 'early')
    await writePendingEffects(tx, actor.orgId)
    expect(await tx.select().from(notifications)).toHaveLength(1)
    addEffects(tx, actor, 'late')
  })
  expect(await written(actor)).toEqual(all('early', 'late'))
})

test('the ids of what a transaction adds come from its port', async () => {
  const actor = await someone()
  const id = '01900000-0000-7000-8000-00000000000a'
  const counted = testDeps(db, { ids: { next: () => id } })
  await transact(counted, actor, async (tx) => addEffects(tx, actor, 'numbered'))
  const rows = await withActor(db, actor, (tx) => tx.select({ id: notifications.id }).from(notifications))
  expect(rows).toEqual([{ id }])
})

test('effects are refused in a transaction that would not write them, and in one of another organization', async () => {
  const [actor, other] = [await someone(), await someone()]
  await expect(withActor(db, actor, async (tx) => addEffects(tx, actor, 'lost'))).rejects.toThrow(
    /begin it with transact/,
  )
  await expect(transact(deps, actor, async (tx) => addEffects(tx, other, 'astray'))).rejects.toThrow(
    /another organization/,
  )
  expect(await written(other)).toEqual(all())
})
