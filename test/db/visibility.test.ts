import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { type Transaction, withActor } from '#db/client.ts'
import { findTexts } from '#db/queries/search.ts'
import { visibleTo } from '#db/queries/visibility.ts'
import {
  approvalRoundSteps,
  approvalRounds,
  documentReaders,
  documents,
  documentVersions,
  searchTexts,
  signoffs,
} from '#db/schema/index.ts'
import { adHocStep } from '#domain/approvals/definition.ts'
import { mayRead, type ReadableDocument, type Reader } from '#domain/documents/access.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { askedWords } from '#services/content/search/asked.ts'
import { indexBody, searchVectors } from '#services/content/search/vector.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'

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
    signerIds: fc.uniqueArray(person),
    readerIds: fc.uniqueArray(person),
  })
  .filter(({ ownerId, secondOwnerId }) => ownerId !== secondOwnerId)
const reader: fc.Arbitrary<Reader> = fc.record({
  membershipId: fc.option(person),
  readsEverything: fc.boolean(),
  readsDrafts: fc.boolean(),
})

/** A round in which these were asked; what came of it decides nothing here. */
async function askToSign(tx: Transaction, documentId: string, by: string, signerIds: readonly string[]) {
  if (signerIds.length === 0) return
  const orgId = organization.id
  const contentHash = 'a'.repeat(64)
  const [versionId, roundId, stepId] = [uuidv7(), uuidv7(), uuidv7()]
  const of = { orgId, documentId, versionId }
  const counts = { words: 1, characters: 7, content: '<p>whistle</p>', contentHash }
  const version = {
    orgId,
    id: versionId,
    documentId,
    number: 1,
    changeType: 'initial' as const,
    changeSummary: 'First',
  }
  await tx.insert(documentVersions).values({ ...version, ...counts, title: 'A policy', authorIds: [by], createdBy: by })
  const submitted = {
    submittedBy: by,
    submittedAt: new Date(),
    publicationMode: 'manual' as const,
    label: '1.0',
    submission: 1,
  }
  await tx.insert(approvalRounds).values({ ...of, id: roundId, ...submitted })
  const plan = { ...adHocStep([...signerIds]), signerIds: [...signerIds] }
  const step = { orgId, id: stepId, roundId, position: 1, name: plan.name, rule: plan.rule, plan }
  await tx.insert(approvalRoundSteps).values(step)
  const request = { ...of, roundId, stepId, requestedAt: new Date(), signerName: 'Somebody', contentHash }
  await tx.insert(signoffs).values(signerIds.map((signerId) => ({ ...request, id: uuidv7(), signerId })))
}

/** Stores the document with its texts, asks PostgreSQL whether it is listed and found, and leaves nothing behind. */
async function inDatabase(who: Reader, { signerIds, readerIds, ...facts }: ReadableDocument) {
  const id = uuidv7()
  const orgId = organization.id
  const answer = { listed: false, found: false }
  const undo = new Error('undo')
  await withActor(db, binding, async (tx) => {
    const names = { identifier: `POL-CU-${id}`, title: 'A policy' }
    await tx
      .insert(documents)
      .values({ ...facts, ...names, id, orgId, kind: 'policy', category: 'custom', type: 'security' })
    const named = readerIds.map((membershipId) => ({ orgId, documentId: id, membershipId }))
    if (named.length > 0) await tx.insert(documentReaders).values(named)
    await askToSign(tx, id, facts.ownerId, signerIds)
    const text = { ...names, orgId, subjectType: 'document' as const, subjectId: id, keywords: '', body: 'whistle' }
    const written = { ...text, ...searchVectors(text, indexBody(text.body)), titleWords: [] }
    await tx
      .insert(searchTexts)
      .values([false, ...(facts.inEffect ? [true] : [])].map((inEffect) => ({ ...written, inEffect })))
    const rows = await tx
      .select()
      .from(documents)
      .where(and(eq(documents.id, id), visibleTo(who)))
    answer.listed = rows.length === 1
    answer.found = (await findTexts(tx, orgId, who, 'whistle', askedWords('whistle'))).found.length === 1
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return answer
}

test('SQL, search and the pure rule say the same of every reader and document', async () => {
  await fc.assert(
    fc.asyncProperty(reader, document, async (who, what) => {
      const listed = mayRead(who, what)
      // The working text is for those who read drafts, whoever else may know that the document exists.
      expect(await inDatabase(who, what)).toEqual({ listed, found: listed && (what.inEffect || who.readsDrafts) })
    }),
    { numRuns: randomRuns(300) },
  )
})
