import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell, exportText } from '#app/lib/audit-export.ts'
import type { Actor } from '#domain/actor.ts'
import type { ExportFormat } from '#domain/audit/audit.ts'
import { appendAudit } from '#services/audit/append.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { makeDraft, makePeople, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

/*
 * What can be asked of the log, what it says of changes, and how it is taken along.
 */
const { db } = await createTestDatabase()
const deps = testDeps(db)
const services = testServices(db, deps)
const page = { limit: 100 }

type Filter = Parameters<typeof services.audit.list>[1]
async function exported(actor: Actor, filter: Filter, format: ExportFormat): Promise<string> {
  let text = ''
  for await (const part of exportText(await services.audit.export(actor, filter, format), format)) text += part
  return text
}
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** A spreadsheet's reading of CSV, written for this test. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, cell = '', end = ''] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    rows.at(-1)?.push(cell.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('a change', () => {
  test('goes from what to what, in words, with the names of people', async () => {
    const { author, manager } = await makePeople(db, 1)
    const { id } = await makeDraft(services, author)
    await services.documents.change(manager, id, {
      ownerId: manager.membershipId,
      tags: ['keys'],
      classification: 'public',
      reviewFrequency: null,
    })
    const { entries } = await services.audit.listInFull(manager, { documentId: id }, page)
    expect(entries[0]?.changes).toEqual([
      { what: 'Classification', from: 'Internal', to: 'Public' },
      { what: 'Owner', from: author.name, to: manager.name },
      { what: 'Tags', from: 'none', to: 'keys' },
      { what: 'Review', from: 'every 12 months', to: 'none' },
    ])
  })

  test('of a member names roles, position and days', async () => {
    const organization = await makeOrganization(db)
    const admin = await makeMember(db, organization, ['admin'])
    const ida = await makeMember(db, organization, ['author'])
    await services.members.change(admin, ida.membershipId, { roles: ['author', 'auditor'], workingDays: [1, 2] })
    const { entries } = await services.audit.listInFull(admin, { actions: ['member.changed'] }, page)
    expect(entries[0]?.changes).toEqual([
      { what: 'Roles', from: 'Author', to: 'Author, Auditor' },
      { what: 'Working days', from: 'none', to: 'Mon, Tue' },
    ])
  })
})

test('the log of a version is what happened to it, to its rounds and to their sign-offs', async () => {
  const people = await makePeople(db, 1)
  const { author, manager, signers } = people
  const [signer] = signers
  if (!signer) throw new Error('nobody signs')
  const { id, identifier } = await makeDraft(services, author)
  await services.versions.save(author, id, { changeSummary: 'First', abstract: '' })
  await services.documents.change(author, id, { tags: ['keys'] })
  const round = await services.rounds.submit(author, id, { signerIds: [signer.membershipId] })
  await services.rounds.settleRound(system(people), round.id, deps.clock.now())
  await services.signoffs.approve(signer, (await waitingFor(services, signer)).id)
  await services.rounds.settleRound(system(people), round.id, deps.clock.now())
  const of = async (version: string) => {
    const { document, versionId } = await services.audit.subject(manager, identifier, version)
    const filter = { documentId: document?.id, versionId: versionId ?? undefined }
    return versionId && (await services.audit.list(manager, filter, page)).entries.map(({ action }) => action)
  }
  expect(await of('1')).toEqual(['version.saved'])
  const submitted = [
    'document.approved',
    'round.step_ended',
    'signoff.approved',
    'round.step_started',
    'document.submitted',
  ]
  expect(await of('2')).toEqual(submitted)
  expect(await of('1.0')).toEqual(submitted)
  for (const unknown of ['3', '2.0', '1.0.0', 'one', '99999999999']) expect(await of(unknown)).toBeNull()
})

describe('an export', () => {
  test('has every entry that fits once, over all its pages, and is an entry itself that is not in it', async () => {
    const organization = await makeOrganization(db)
    const admin = await makeMember(db, organization, ['admin'])
    await transact(deps, admin, async (tx) => {
      for (let n = 0; n < 1_203; n += 1) {
        const after = { name: `Key ${n}`, prefix: 'acc_1', scopes: [], expiresAt: null }
        appendAudit(tx, admin, { at: deps.clock.now(), action: 'api_key.created', subjectId: organization.id, after })
      }
    })
    const { entries } = await services.audit.list(admin, {}, { limit: 1 })
    const all = lines(await exported(admin, { actions: ['api_key.created'] }, 'jsonl'))
    expect(all).toHaveLength(1_203)
    expect(all[0]).toMatchObject({ seq: entries[0]?.seq, sentence: 'made the API key Key 1202' })
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(1_203)
    const { entries: own } = await services.audit.list(admin, {}, { limit: 1 })
    expect(own[0]).toMatchObject({ action: 'audit.exported', actorId: admin.membershipId })
    expect(await services.audit.verify(admin)).toMatchObject({ fault: null })
  })

  test('has nothing of a document that does not exist for whoever takes it', async () => {
    const { organization, author, manager } = await makePeople(db, 1)
    const auditor = await makeMember(db, organization, ['auditor'])
    const { id, identifier } = await makeDraft(services, author)
    await services.documents.change(manager, id, { classification: 'restricted' })
    expect(await exported(manager, {}, 'csv')).toContain(identifier)
    expect(await exported(auditor, {}, 'csv')).not.toContain(identifier)
  })

  test('is not for whoever may not read the log', async () => {
    const { author } = await makePeople(db, 1)
    await expect(services.audit.export(author, {}, 'csv')).rejects.toThrow(/read the audit log|forbidden/)
  })

  test('as CSV keeps what people wrote as text, whatever it begins with', async () => {
    const organization = await makeOrganization(db)
    const admin = await makeMember(db, organization, ['admin'])
    const name = '=HYPERLINK("https://evil.example","Open")'
    await services.organizations.change(admin, { name })
    const [head = [], ...rows] = cells(await exported(admin, {}, 'csv'))
    const changes = rows.map((row) => row[head.indexOf('Changes')])
    expect(changes.some((words) => words?.startsWith('Name: ') && words.endsWith(`→ ${name}`))).toBe(true)
  })
})

test('no cell is a formula, and each is read as it was written but for the mark before it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '=', '+', '-', '@', '\t=', ' =', '\r'),
      (text, first) => {
        const [[read = ''] = []] = cells(`${csvCell(first + text)}\r\n`)
        expect([first + text, `'${first}${text}`]).toContain(read)
        expect(read.trimStart()).not.toMatch(/^[=+\-@]/)
      },
    ),
    { numRuns: randomRuns(100) },
  )
})
