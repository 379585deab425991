import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { visibleTo } from '#db/queries/visibility.ts'
import { documentReaders, documents } from '#db/schema/index.ts'
import { mayRead, type ReadableDocument, type Reader } from '#domain/documents/access.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const organization = await makeOrganization(db)
const people = await Promise.all([1, 2, 3].map(() => makeMember(db, organization, ['member'])))
const ids = people.map(({ membershipId }) => membershipId)
const binding = { orgId: organization.id, userId: null }

const person = fc.constantFrom(...ids)
const document: fc.Arbitrary<ReadableDocument> = fc
  .record({
    classification: fc.constantFrom(...CLASSIFICATIONS),
    inEffect: fc.boolean(),
    ownerId: person,
    secondOwnerId: fc.option(person),
    createdBy: person,
    signerIds: fc.constant([]),
    readerIds: fc.uniqueArray(person),
  })
  .filter(({ ownerId, secondOwnerId }) => ownerId !== secondOwnerId)
const reader: fc.Arbitrary<Reader> = fc.record({
  membershipId: fc.option(person),
  readsEverything: fc.boolean(),
  readsDrafts: fc.boolean(),
})

/** Stores the document, asks PostgreSQL, and leaves nothing behind. */
async function visibleInDatabase(
  who: Reader,
  { signerIds: _, readerIds, ...facts }: ReadableDocument,
): Promise<boolean> {
  const id = uuidv7()
  let seen = false
  const undo = new Error('undo')
  await withActor(db, binding, async (tx) => {
    await tx.insert(documents).values({
      ...facts,
      id,
      orgId: organization.id,
      kind: 'policy',
      identifier: `POL-CU-${id}`,
      title: 'A policy',
      category: 'custom',
      type: 'security',
    })
    const named = readerIds.map((membershipId) => ({ orgId: organization.id, documentId: id, membershipId }))
    if (named.length > 0) await tx.insert(documentReaders).values(named)
    seen =
      (
        await tx
          .select()
          .from(documents)
          .where(and(eq(documents.id, id), visibleTo(who)))
      ).length === 1
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return seen
}

test('SQL and the pure rule say the same of every reader and document', async () => {
  await fc.assert(
    fc.asyncProperty(reader, document, async (who, what) => {
      expect(await visibleInDatabase(who, what)).toBe(mayRead(who, what))
    }),
    { numRuns: 300 },
  )
})
