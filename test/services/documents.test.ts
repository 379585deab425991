import { describe, expect, test } from 'vitest'
import { CreateDocument } from '#services/documents/input.ts'
import { SubmitDocument } from '#services/rounds/input.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const helix = await makeOrganization(db)
const ada = await makeMember(db, helix, ['compliance_manager'])
const hana = await makeMember(db, helix, ['author'])
const ivo = await makeMember(db, helix, ['author'])
const gus = await makeMember(db, helix, ['member'])
const stranger = await makeMember(db, await makeOrganization(db), ['admin', 'compliance_manager'])

const policy = { kind: 'policy', category: 'access_control', title: 'Access control policy' } as const
const text = (body: string) => ({ format: 'html' as const, body })

describe('making a document', () => {
  test('the system gives identifiers in order, also when several are made at once', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => services.documents.create(ada, { ...policy, category: 'encryption' })),
    )
    expect(made.map((document) => document.identifier).sort()).toEqual([
      'POL-EN-001',
      'POL-EN-002',
      'POL-EN-003',
      'POL-EN-004',
    ])
  })

  test('the identifier of a deleted draft is not given again', async () => {
    const first = await services.documents.create(ada, { ...policy, kind: 'plan' })
    await services.documents.remove(ada, first.identifier)
    const second = await services.documents.create(ada, { ...policy, kind: 'plan' })
    expect([first.identifier, second.identifier]).toEqual(['PLN-AC-001', 'PLN-AC-002'])
  })

  test('a member who does not write is refused, with the roles that could', async () => {
    await expect(services.documents.create(gus, policy)).rejects.toMatchObject({
      code: 'forbidden',
      details: { roles: ['admin', 'compliance_manager', 'author'] },
    })
  })

  test('an owner from another organization is refused', async () => {
    await expect(services.documents.create(ada, { ...policy, ownerId: stranger.membershipId })).rejects.toMatchObject({
      code: 'owner_not_eligible',
    })
  })
})

describe('people of a document', () => {
  test('nobody owns it twice, whichever of the two owners is changed', async () => {
    const both = { ownerId: hana.membershipId, secondOwnerId: hana.membershipId }
    const refused = {
      code: 'invalid_input',
      details: { errors: { secondOwnerId: expect.stringMatching(/somebody else/) } },
    }
    await expect(services.documents.create(ada, { ...policy, ...both })).rejects.toMatchObject(refused)
    await expect(
      services.documents.create(hana, { ...policy, secondOwnerId: hana.membershipId }),
    ).rejects.toMatchObject(refused)
    const { id } = await services.documents.create(ada, { ...policy, secondOwnerId: hana.membershipId })
    await expect(services.documents.change(ada, id, { ownerId: hana.membershipId })).rejects.toMatchObject(refused)
    const swapped = { ownerId: hana.membershipId, secondOwnerId: ada.membershipId }
    expect(await services.documents.change(ada, id, swapped)).toMatchObject(swapped)
  })

  test('a reader who is named twice is one reader, and one who is no member is refused as a reader', async () => {
    const readerIds = [gus.membershipId, gus.membershipId]
    const { id } = await services.documents.create(ada, { ...policy, readerIds })
    expect((await services.documents.get(ada, id)).readers).toEqual([gus.membershipId])
    await services.documents.change(ada, id, { readerIds: [...readerIds, ivo.membershipId] })
    expect((await services.documents.get(ada, id)).readers.toSorted()).toEqual(
      [gus.membershipId, ivo.membershipId].toSorted(),
    )
    await expect(services.documents.change(ada, id, { readerIds: [stranger.membershipId] })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: { readerIds: expect.any(String) } },
    })
  })
})

test('a day that no calendar of the database has is refused as input', () => {
  const day = (effectiveDate: string) => CreateDocument.safeParse({ ...policy, effectiveDate }).success
  expect([day('0000-01-01'), day('9999-12-31'), day('2026-02-30')]).toEqual([false, false, false])
  expect([day('2026-02-28'), day('2999-12-31')]).toEqual([true, true])
  const due = (dueDate: string) => SubmitDocument.safeParse({ dueDate }).success
  expect([due('9999-12-31'), due('2026-02-28')]).toEqual([false, true])
})

describe('what is written', () => {
  const refused = (field: string, sentence: RegExp) => ({
    code: 'invalid_input',
    details: { errors: { [field]: expect.stringMatching(sentence) } },
  })
  const variable = (name: string, more: object = {}) => ({
    ...{ name, label: name, type: 'text' as const, value: null },
    ...more,
  })

  test('is refused by the service itself, in words, where it reads differently from what it holds', async () => {
    const make = (more: object) => services.documents.create(ada, { ...policy, ...more })
    await expect(make({ title: '\u200b\u3164' })).rejects.toMatchObject(refused('title', /^Write a title$/))
    await expect(make({ title: 'Access\u202eyciloP' })).rejects.toMatchObject(refused('title', /U\+202E/))
    await expect(make({ tags: ['GDPR', 'gdpr'] })).rejects.toMatchObject(refused('tags', /“gdpr” stands there twice/))
    const { id } = await make({ title: ' Cafe\u0301 ' })
    expect((await services.documents.get(ada, id)).document.title).toBe('Café')
    await expect(services.documents.change(ada, id, { title: 'Bell\u0007' })).rejects.toMatchObject(
      refused('title', /U\+0007/),
    )
    const save = (variables: ReturnType<typeof variable>[]) =>
      services.drafts.save(ada, id, { revision: 1, content: text(''), variables })
    await expect(save([variable('a'), variable('a')])).rejects.toMatchObject(
      refused('variables/1/name', /two variables/),
    )
    await expect(save([variable('a', { type: 'date', value: '2026-02-30' })])).rejects.toMatchObject(
      refused('variables/0/value', /no date/),
    )
  })
})

describe('reading', () => {
  test('a document of another organization answers like one that never existed', async () => {
    const document = await services.documents.create(ada, policy)
    const foreign = await services.documents.get(stranger, document.id).catch((error: Error) => error)
    const absent = await services.documents
      .get(stranger, '01900000-0000-7000-8000-000000000000')
      .catch((error: Error) => error)
    expect(foreign).toMatchObject({ code: 'not_found', details: {} })
    expect(foreign).toEqual(absent)
  })

  test('a draft is invisible to members and visible to authors', async () => {
    const document = await services.documents.create(ada, policy)
    await expect(services.documents.get(gus, document.identifier)).rejects.toMatchObject({ code: 'not_found' })
    await expect(services.documents.get(hana, document.identifier)).resolves.toMatchObject({ own: false })
  })

  test('a restricted document exists for its owner, its named readers and compliance managers only', async () => {
    const document = await services.documents.create(hana, {
      ...policy,
      classification: 'restricted',
      readerIds: [gus.membershipId],
    })
    const sees = async (who: typeof ada) =>
      (await services.library.list(who, { words: 'access', limit: 100 })).rows.some((row) => row.id === document.id)
    expect([await sees(hana), await sees(ada), await sees(ivo)]).toEqual([true, true, false])
    await expect(services.documents.get(ivo, document.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the draft', () => {
  test('a stale tab is told who wrote and loses nothing', async () => {
    const document = await services.documents.create(ada, policy)
    const mine = await services.drafts.save(ada, document.id, { revision: 1, content: text('<p>Mine</p>') })
    expect(mine.revision).toBe(2)
    await expect(
      services.drafts.save(ada, document.id, { revision: 1, content: text('<p>Late</p>') }),
    ).rejects.toMatchObject({
      code: 'stale_revision',
      details: { changedBy: ada.name, revision: 2 },
    })
    expect((await services.drafts.get(ada, document.id)).content).toBe('<p>Mine</p>')
  })

  test('a text without variables keeps those of the draft, and is refused at a revision that is none', async () => {
    const variables = [{ name: 'helpdesk', label: 'Help desk', type: 'text' as const, value: 'Desk 7' }]
    const document = await services.documents.create(ada, { ...policy, variables })
    const content = text('<p>Call the desk.</p>')
    await services.drafts.save(ada, document.id, { revision: 1, content })
    expect((await services.drafts.get(ada, document.id)).variables).toMatchObject(variables)
    await expect(services.drafts.save(ada, document.id, { revision: 3, content })).rejects.toMatchObject({
      code: 'stale_revision',
      details: { revision: 2 },
    })
  })

  test('of two autosaves at once exactly one wins', async () => {
    const document = await services.documents.create(ada, policy)
    const results = await Promise.allSettled(
      ['one', 'two'].map((word) =>
        services.drafts.save(ada, document.id, { revision: 1, content: text(`<p>${word}</p>`) }),
      ),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('what is written is sanitized before it is stored', async () => {
    const document = await services.documents.create(ada, policy)
    const saved = await services.drafts.save(ada, document.id, {
      revision: 1,
      content: text('<p onclick="x()">Hello<script>alert(1)</script></p>'),
    })
    expect(saved.content).toBe('<p>Hello</p>')
  })

  test("an author cannot write another author's draft", async () => {
    const document = await services.documents.create(hana, policy)
    await expect(
      services.drafts.save(ivo, document.id, { revision: 1, content: text('<p>x</p>') }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a text from outside', () => {
  const markdown = (body: string) => ({ format: 'markdown' as const, body })

  test('comes back from its export as the same document, without a second title', async () => {
    const body = '# Access control policy\n\n## Purpose\n\n### Who\n\n- [ ] Everybody\n'
    const made = await services.documents.create(ada, { ...policy, content: markdown(body) })
    const { content } = await services.drafts.get(ada, made.id)
    const exported = await services.texts.toMarkdown(content, made.title)
    expect(content).toBe('<h2>Purpose</h2><h3>Who</h3><ul><li>☐ Everybody</li></ul>')
    await services.drafts.save(ada, made.id, { revision: 1, content: markdown(exported) })
    expect(await services.drafts.get(ada, made.id)).toMatchObject({ content, importWarnings: [] })
  })

  test('names its document where nothing else does, or is refused at the title', async () => {
    const { title: _none, ...unnamed } = policy
    const made = await services.documents.create(ada, { ...unnamed, content: markdown('# Doors  and *windows*\n\na') })
    expect(made.title).toBe('Doors and windows')
    for (const content of [
      undefined,
      markdown('## Doors'),
      markdown(`# ${'Doors '.repeat(200)}`),
      text('<h1>Doors</h1>'),
    ]) {
      await expect(services.documents.create(ada, { ...unnamed, content })).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: { title: expect.stringMatching(/^Write /) } },
      })
    }
  })

  test('says what was left out of it until that is dismissed, whatever is typed meanwhile', async () => {
    const body = 'See [the annex](../annex.md).'
    const warnings = [{ code: 'link_left_out', at: 'line 1', text: expect.stringContaining('../annex.md') }]
    const { id, ...made } = await services.documents.create(hana, { ...policy, content: markdown(body) })
    const left = async () => (await services.drafts.get(hana, id)).importWarnings
    expect([made.warnings, await left()]).toEqual([warnings, warnings])
    await services.drafts.save(hana, id, { revision: 1, content: text('<p>Typed.</p>') }, 'editor')
    expect(await left()).toEqual(warnings)
    await expect(services.drafts.dismissWarnings(ivo, id)).rejects.toMatchObject({ code: 'forbidden' })
    await services.drafts.dismissWarnings(hana, id)
    expect(await left()).toEqual([])
    await services.drafts.save(hana, id, { revision: 2, content: text('<p>a<!-- b --></p>') })
    expect(await left()).toMatchObject([{ code: 'comment_left_out', at: 'line 1, column 5' }])
    await services.drafts.save(hana, id, { revision: 3, content: text('<p>a</p>') })
    expect(await left()).toEqual([])
  })
})

describe('versions', () => {
  test('are numbered without gaps when saved at once, and never change', async () => {
    const document = await services.documents.create(ada, {
      ...policy,
      content: { format: 'markdown', body: '## Purpose\n\nTo protect.' },
    })
    await Promise.all(
      [1, 2, 3].map((n) => services.versions.save(ada, document.id, { changeSummary: `Save ${n}`, abstract: '' })),
    )
    const { versions } = await services.versions.list(ada, document.id)
    expect(versions.map((version) => version.number)).toEqual([3, 2, 1])
    await expect(db.$client.query('update document_versions set content = $1', ['x'])).rejects.toThrow(
      /permission denied/,
    )
  })

  test('restoring one makes a new version with its text, and its authors count again', async () => {
    const document = await services.documents.create(hana, {
      ...policy,
      content: { format: 'markdown', body: 'First text.' },
    })
    await services.versions.save(hana, document.id, { changeSummary: 'First', abstract: '' })
    await services.drafts.save(ada, document.id, { revision: 1, content: text('<p>Second text.</p>') })
    const { version: restored, kept } = await services.versions.restore(ada, document.id, 1)
    expect(restored).toMatchObject({ number: 3, changeSummary: 'Restored from version 1' })
    const textOf = async (number: number) => (await services.versions.get(ada, document.id, number)).version.content
    expect(await textOf(restored.number)).toBe('<p>First text.</p>')
    expect([...restored.authorIds].sort()).toEqual([ada.membershipId, hana.membershipId].sort())
    expect([kept?.number, await textOf(2)]).toEqual([2, '<p>Second text.</p>'])
    // What a version holds already is not kept twice.
    const again = await services.versions.restore(ada, document.id, 2)
    expect([again.version.number, again.kept]).toEqual([4, null])
  })

  test('a draft that is written while a version is restored is in a version or refused, never lost', async () => {
    const document = await services.documents.create(ada, {
      ...policy,
      content: { format: 'markdown', body: 'First text.' },
    })
    await services.versions.save(ada, document.id, { changeSummary: 'First', abstract: '' })
    let revision = (await services.drafts.get(ada, document.id)).revision
    for (const words of ['one', 'two', 'three', 'four']) {
      const written = `<p>Written at the same moment: ${words}</p>`
      const [saved] = await Promise.allSettled([
        services.drafts.save(ada, document.id, { revision, content: text(written) }),
        services.versions.restore(ada, document.id, 1),
        services.versions.restore(ada, document.id, 1),
      ])
      const { content, revision: now } = await services.drafts.get(ada, document.id)
      const { versions } = await services.versions.list(ada, document.id, { limit: 100 })
      const texts = await Promise.all(
        versions.map(async ({ number }) => (await services.versions.get(ada, document.id, number)).version.content),
      )
      if (saved.status === 'fulfilled') expect([content, ...texts]).toContain(written)
      else expect(saved.reason).toMatchObject({ code: 'stale_revision' })
      revision = now
    }
  })
})

describe('the library', () => {
  test('finds words of the text by their beginning, and titles with a typing error', async () => {
    const org = await makeOrganization(db)
    const cleo = await makeMember(db, org, ['compliance_manager'])
    const found = await services.documents.create(cleo, {
      ...policy,
      title: 'Incident response policy',
      content: { format: 'markdown', body: 'Every ransomware case is escalated.' },
    })
    await services.documents.create(cleo, { ...policy, title: 'Something else' })
    const search = async (words: string) => (await services.library.list(cleo, { words })).rows.map((row) => row.id)
    expect(await search('ransomw')).toEqual([found.id])
    expect(await search('incidnet response')).toContain(found.id)
    expect(await search('POL-AC-001')).toContain(found.id)
    expect((await services.library.list(cleo, { words: 'ransomware' })).rows[0]?.passage?.snippet).toContain(
      '\u0002ransomware\u0003',
    )
  })

  test('its figures equal what their filters list, for every role', async () => {
    const org = await makeOrganization(db)
    const cleo = await makeMember(db, org, ['compliance_manager'])
    const readers = [cleo, await makeMember(db, org, ['author']), await makeMember(db, org, ['member'])]
    await services.documents.create(cleo, policy)
    await services.documents.create(cleo, { ...policy, classification: 'restricted' })
    await services.documents.create(cleo, {
      ...policy,
      kind: 'procedure',
      readerIds: [],
      classification: 'confidential',
    })
    for (const reader of readers) {
      const figures = await services.library.figures(reader, [], '2026-06-01')
      const listed = await services.library.list(reader, { statuses: ['draft'], inEffect: false })
      expect([reader.roles, figures.total, figures.byStatus.draft ?? 0]).toEqual([
        reader.roles,
        listed.total,
        listed.total,
      ])
    }
  })
})

test('every change is in the audit chain, and the chain holds', async () => {
  const org = await makeOrganization(db)
  const cleo = await makeMember(db, org, ['compliance_manager'])
  const documents = await Promise.all([1, 2, 3, 4, 5].map(() => services.documents.create(cleo, policy)))
  await Promise.all(
    documents.map((document) => services.documents.change(cleo, document.id, { description: 'Changed' })),
  )
  const report = await services.audit.verify(cleo)
  expect(report).toMatchObject({ rows: 10, fault: null })
})
