import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { attachments, auditLog, draftAttachments, renditions, unusedFiles } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { IMAGE_LIMITS } from '#domain/attachments/image.ts'
import type { Printer } from '#services/ports.ts'
import { printRendition } from '#services/renditions/print.ts'
import { sweep } from '#services/retention/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, memoryStore, testDeps, testServices } from '#test/support/factories.ts'
import { png } from '#test/support/images.ts'
import { makeDraft, makePeople, type People } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const objects = memoryStore()
const deps = testDeps(db, { objects })
const services = testServices(db, deps)
const { attachments: images, documents, drafts, rounds, versions } = services

let people: People
let draft: { id: string }
beforeEach(async () => {
  people = await makePeople(db, 1)
  draft = await makeDraft(services, people.author)
})
const bound = <T>(work: Parameters<typeof withActor<T>>[2]) =>
  withActor(db, { orgId: people.organization.id, userId: null }, work)

const shows = (...hashes: string[]) =>
  `<p>Text</p>${hashes.map((hash) => `<img data-attachment="${hash}" alt="Plan">`).join('')}`
async function write(body: string, actor: Actor = people.author, id = draft.id) {
  const { revision } = await drafts.get(actor, id)
  return drafts.save(actor, id, { revision, content: { format: 'html', body } })
}
const hashesKept = () => bound((tx) => tx.select({ hash: attachments.hash }).from(attachments))
const mayRead = (actor: Actor, hash: string, id = draft.id) =>
  images.find(actor, id, hash).then(
    () => true,
    (error) => {
      expect(error).toMatchObject({ code: 'not_found' })
      return false
    },
  )

test('the same file is one image, however many add it at once and to however many documents, and its log has it once for each', async () => {
  const other = await makeDraft(services, people.author)
  const file = await png()
  const added = await Promise.all(
    [draft, draft, draft, other, other].map(({ id }) => images.add(people.author, id, file)),
  )
  const [first] = added
  expect(new Set(added.map(({ hash, objectKey }) => `${hash} ${objectKey}`)).size).toBe(1)
  expect(await hashesKept()).toEqual([{ hash: first?.hash }])
  const entries = await bound((tx) => tx.select().from(auditLog).where(eq(auditLog.action, 'attachment.added')))
  expect(entries.map(({ documentId }) => documentId).toSorted()).toEqual([draft.id, other.id].toSorted())
  // Files of those who came second are no longer than a day without a row that names them.
  const files = await acrossOrganizations(db, (tx) => tx.select().from(unusedFiles))
  expect(files.map(({ objectKey }) => objectKey)).not.toContain(first?.objectKey)
})

describe('who reads an image', () => {
  test('in a draft: who reads the draft; in effect: who reads the document; in a version that is signed: who signs', async () => {
    const [signer] = people.signers
    const reader = await makeMember(db, people.organization, ['member'])
    const published = await images.add(people.author, draft.id, await png('red'))
    await write(shows(published.hash))
    const round = await rounds.submit(people.author, draft.id, { signerIds: [signer?.membershipId ?? ''] })
    expect([await mayRead(people.author, published.hash), await mayRead(signer as Actor, published.hash)]).toEqual([
      true,
      true,
    ])
    expect(await mayRead(reader, published.hash)).toBe(false)
    await approve(services, people, round)
    await publish(db, services, people, round, undefined, deps)
    expect(await mayRead(reader, published.hash)).toBe(true)

    await rounds.revise(people.manager, draft.id, { reason: 'Another plan' })
    const coming = await images.add(people.author, draft.id, await png('blue'))
    await write(shows(coming.hash))
    expect(await mayRead(people.author, coming.hash)).toBe(true)
    expect([await mayRead(reader, coming.hash), await mayRead(reader, published.hash)]).toEqual([false, true])
  })

  test('another organization gets the answer for what never existed, also with the same image of its own', async () => {
    const { hash } = await images.add(people.author, draft.id, await png())
    await write(shows(hash))
    const strangers = await makePeople(db, 1)
    const theirs = await makeDraft(services, strangers.author)
    expect(await mayRead(strangers.author, hash)).toBe(false)
    await write(shows(hash), strangers.author, theirs.id)
    expect(await mayRead(strangers.author, hash, theirs.id)).toBe(false)
    await images.add(strangers.author, theirs.id, await png())
    expect([await mayRead(strangers.author, hash, theirs.id), await mayRead(strangers.author, hash)]).toEqual([
      true,
      false,
    ])
  })

  test('nobody gets at an image by writing its hash into a draft of their own, but a passage may be copied with its images', async () => {
    const other = await makeMember(db, people.organization, ['author'])
    const { hash } = await images.add(people.author, draft.id, await png())
    await write(shows(hash))
    await documents.change(people.author, draft.id, { classification: 'restricted' })
    const copy = await makeDraft(services, other, shows(hash))
    expect(await mayRead(other, hash, copy.id)).toBe(false)
    await expect(versions.save(other, copy.id, { changeSummary: 'Copied', abstract: '' })).rejects.toMatchObject({
      code: 'missing_images',
      message: 'The text shows 1 image that is not here. Add them again, or take them out.',
    })
    const mine = await makeDraft(services, people.author, shows(hash))
    expect(await mayRead(people.author, hash, mine.id)).toBe(true)
    await write(shows(hash), people.author, mine.id)
    await versions.save(people.author, mine.id, { changeSummary: 'Copied', abstract: '' })
  })
})

test('what is printed carries the images of its document, and no image that is not', async () => {
  const other = await makeDraft(services, people.manager)
  const theirs = await images.add(people.manager, other.id, await png('red'))
  await write(shows(theirs.hash), people.manager, other.id)
  await documents.change(people.manager, other.id, { classification: 'restricted' })
  const mine = await images.add(people.author, draft.id, await png('blue'))
  await write(shows(mine.hash, theirs.hash))
  const printed: string[] = []
  const printer: Printer = {
    async print({ html }) {
      printed.push(html)
      return { pdf: new TextEncoder().encode('%PDF-'), pages: 1 }
    },
  }
  await expect(services.renditions.pdf(people.author, draft.id, 'draft', 0)).rejects.toMatchObject({
    code: 'rendition_missing',
  })
  const [wanted] = await bound((tx) => tx.select().from(renditions).where(eq(renditions.documentId, draft.id)))
  await printRendition(deps, printer, system(people), wanted?.hash ?? '')
  const sources = [...(printed[0] ?? '').matchAll(/<img [^>]*>/g)].map(([tag]) =>
    tag.replace(/base64,.*?"/, 'base64,…"'),
  )
  expect(sources).toEqual([
    '<img src="data:image/png;base64,…" alt="Plan">',
    `<img data-attachment="${theirs.hash}" alt="Plan">`,
  ])
})

test('only who may edit adds, only while it is a draft, and only files that are not too large', async () => {
  const reader = await makeMember(db, people.organization, ['member'])
  await expect(images.add(reader, draft.id, await png())).rejects.toMatchObject({ code: 'not_found' })
  await expect(images.add(people.author, draft.id, Buffer.alloc(IMAGE_LIMITS.bytes + 1))).rejects.toMatchObject({
    code: 'content_too_large',
    message: 'That is too large: at most 10 MB.',
  })
  await rounds.submit(people.author, draft.id, { signerIds: people.signers.map(({ membershipId }) => membershipId) })
  await expect(images.add(people.author, draft.id, await png())).rejects.toMatchObject({ code: 'invalid_transition' })
})

test('a document has room for so much, and what is too much leaves nothing behind', async () => {
  const { hash } = await images.add(people.author, draft.id, await png('red'))
  await bound((tx) =>
    tx.update(attachments).set({ bytes: IMAGE_LIMITS.bytesPerDocument }).where(eq(attachments.hash, hash)),
  )
  await expect(images.add(people.author, draft.id, await png('blue'))).rejects.toMatchObject({
    code: 'too_many_images',
  })
  expect(await bound((tx) => tx.select().from(draftAttachments))).toHaveLength(1)
})

describe('what is kept', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const sweepIn = (days: number) => sweep({ db, objects }, inDays(days), { batch: 1_000, pauseMs: 0 })
  const isKept = async (hash: string) => (await hashesKept()).some((row) => row.hash === hash)
  const isLinked = async (hash: string) => {
    const mine = and(eq(draftAttachments.documentId, draft.id), eq(draftAttachments.hash, hash))
    return (await bound((tx) => tx.select().from(draftAttachments).where(mine))).length > 0
  }

  test('an image that is shown stays; taken out it stays for a week, and comes back with the text', async () => {
    const { hash, objectKey } = await images.add(people.author, draft.id, await png())
    await write(shows(hash))
    await sweepIn(400)
    expect(await isKept(hash)).toBe(true)
    await write('<p>Without</p>')
    await sweepIn(6)
    expect(await isLinked(hash)).toBe(true)
    await write(shows(hash))
    await sweepIn(400)
    expect(await isLinked(hash)).toBe(true)

    await write('<p>Without</p>')
    await sweepIn(8)
    expect([await isLinked(hash), await isKept(hash)]).toEqual([false, false])
    expect(await objects.has(objectKey)).toBe(false)
  })

  test('an image that was added and never shown goes, and that of a version stays for ever, also for its restoration', async () => {
    const never = await images.add(people.author, draft.id, await png('red'))
    const { hash } = await images.add(people.author, draft.id, await png('blue'))
    await write(shows(hash))
    const { number } = await versions.save(people.author, draft.id, { changeSummary: 'First', abstract: '' })
    await write('<p>Without</p>')
    await sweepIn(30)
    expect([await isKept(never.hash), await isKept(hash), await isLinked(hash)]).toEqual([false, true, false])
    expect(await mayRead(people.author, hash)).toBe(true)
    await versions.restore(people.author, draft.id, number)
    expect(await isLinked(hash)).toBe(true)
  })

  test('an image stays that is added after the text that shows it', async () => {
    const elsewhere = await makePeople(db, 1)
    const theirs = await makeDraft(services, elsewhere.author)
    const { hash } = await images.add(elsewhere.author, theirs.id, await png())
    await write(shows(hash))
    expect(await mayRead(people.author, hash)).toBe(false)
    await images.add(people.author, draft.id, await png())
    await sweepIn(400)
    expect(await mayRead(people.author, hash)).toBe(true)
  })

  test('a draft that is deleted takes its images along', async () => {
    const { hash } = await images.add(people.author, draft.id, await png())
    await write(shows(hash))
    await documents.remove(people.author, draft.id)
    await sweepIn(8)
    expect(await isKept(hash)).toBe(false)
  })
})
