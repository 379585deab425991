import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { memberships } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { makeDraft } from '#test/support/rounds.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const { approvalDefinitions, audit } = services

const standard = {
  name: 'Standard',
  steps: [{ name: 'Security', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }],
}

async function setting() {
  const organization = await makeOrganization(db)
  return {
    ada: await makeMember(db, organization, ['compliance_manager']),
    gus: await makeMember(db, organization, ['member']),
  }
}

test('editing makes a new version that takes over being the default', async () => {
  const { ada } = await setting()
  const first = await approvalDefinitions.create(ada, standard)
  await approvalDefinitions.setDefault(ada, first.id)
  const second = await approvalDefinitions.change(ada, first.id, { ...standard, name: 'Stricter' })
  expect(second).toMatchObject({ version: 2, isDefault: true, familyId: first.familyId })
  expect((await approvalDefinitions.list(ada)).definitions.map(({ name }) => name)).toEqual(['Stricter'])
  expect(await approvalDefinitions.get(ada, first.id)).toMatchObject({ version: 1, isDefault: false })
})

test('definitions are listed page by page, each once and in its newest version', async () => {
  const { ada } = await setting()
  const made = []
  for (let n = 0; n < 5; n++)
    made.push(await approvalDefinitions.create(ada, { ...standard, name: `Version 1 of ${n}` }))
  for (const [n, { id }] of made.entries())
    if (n % 2 === 0) await approvalDefinitions.change(ada, id, { ...standard, name: `Version 2 of ${n}` })
  const names: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = await approvalDefinitions.list(ada, { limit: 2, after })
    expect(page.total).toBe(5)
    names.push(...page.definitions.map(({ name }) => name))
    after = page.definitions.at(-1)?.id
    more = page.more
  }
  expect(names).toEqual([0, 1, 2, 3, 4].map((n) => `Version ${n % 2 === 0 ? 2 : 1} of ${n}`))
  const last = await approvalDefinitions.list(ada, { limit: 2, page: 9 })
  expect(last).toMatchObject({ page: 3, pages: 3, first: 5, more: false })
})

test('of two made the default at once exactly one is', async () => {
  const { ada } = await setting()
  const made = await Promise.all([approvalDefinitions.create(ada, standard), approvalDefinitions.create(ada, standard)])
  await Promise.all(made.map(({ id }) => approvalDefinitions.setDefault(ada, id)))
  expect((await approvalDefinitions.list(ada)).definitions.filter(({ isDefault }) => isDefault)).toHaveLength(1)
})

test('a default is not retired before another takes its place', async () => {
  const { ada } = await setting()
  const definition = await approvalDefinitions.create(ada, standard)
  await approvalDefinitions.setDefault(ada, definition.id)
  await expect(approvalDefinitions.retire(ada, definition.id)).rejects.toMatchObject({ code: 'in_use' })
})

test('what is retired already stays as it was, and is neither changed nor made the default', async () => {
  const { ada } = await setting()
  const { id } = await approvalDefinitions.create(ada, standard)
  const retired = await approvalDefinitions.retire(ada, id)
  expect(await approvalDefinitions.retire(ada, id)).toEqual(retired)
  const { entries } = await audit.list(ada, { actions: ['approval_definition.retired'] }, { limit: 10 })
  expect(entries).toHaveLength(1)
  const refused = { code: 'in_use', message: 'This is not possible, because of its retirement.' }
  await expect(approvalDefinitions.change(ada, id, standard)).rejects.toMatchObject(refused)
  await expect(approvalDefinitions.setDefault(ada, id)).rejects.toMatchObject(refused)
})

test('a new version is of the type that the one before it was', async () => {
  const { ada } = await setting()
  const { id } = await approvalDefinitions.create(ada, { ...standard, type: 'retirement' })
  await expect(approvalDefinitions.change(ada, id, standard)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: { type: 'A new version keeps its type: retirement' } },
  })
})

test('a document is not submitted by a definition that is for something else, or was retired', async () => {
  const { ada } = await setting()
  const steps = [{ name: 'Owner', approvers: [{ kind: 'role' as const, role: 'compliance_manager' as const }] }]
  const forRetirement = await approvalDefinitions.create(ada, { name: 'Away', type: 'retirement', steps })
  const retired = await approvalDefinitions.create(ada, { name: 'Old', steps })
  await approvalDefinitions.retire(ada, retired.id)
  const { id } = await makeDraft(services, ada)
  for (const definition of [forRetirement, retired]) {
    const submit = services.rounds.submit(ada, id, { definitionId: definition.id })
    await expect(submit).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('members cannot define approvals, and a quorum needs its number', async () => {
  const { ada, gus } = await setting()
  await expect(approvalDefinitions.create(gus, standard)).rejects.toMatchObject({ code: 'forbidden' })
  const steps = [{ name: 'Board', approvers: [{ kind: 'owner' as const }], rule: 'quorum' as const }]
  await expect(approvalDefinitions.create(ada, { name: 'Board', steps })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: { 'steps/0/quorum': expect.stringContaining('how many approvals') } },
  })
  expect((await audit.list(ada, {}, { limit: 10 })).entries).toHaveLength(0)
})

test('whoever is named to sign or to be told is an active member when it is saved', async () => {
  const { ada, gus } = await setting()
  const { gus: stranger } = await setting()
  const naming = (first: string, second: string) => ({
    name: 'Named',
    steps: [
      {
        name: 'People',
        approvers: [{ kind: 'owner' as const }, { kind: 'people' as const, membershipIds: [gus.membershipId, first] }],
        escalation: { afterDays: 1, to: [{ kind: 'people' as const, membershipIds: [second] }] },
      },
    ],
  })
  const { id } = await approvalDefinitions.create(ada, naming(gus.membershipId, gus.membershipId))
  const wrong = naming(stranger.membershipId, crypto.randomUUID())
  const refusal = {
    code: 'invalid_input',
    details: {
      errors: {
        'steps/0/approvers/1/membershipIds/1': 'Choose active members',
        'steps/0/escalation/to/0/membershipIds/0': 'Choose active members',
      },
    },
  }
  await expect(approvalDefinitions.create(ada, wrong)).rejects.toMatchObject(refusal)
  await expect(approvalDefinitions.change(ada, id, wrong)).rejects.toMatchObject(refusal)
  await withActor(db, ada, (tx) =>
    tx
      .update(memberships)
      .set({ status: 'removed', removedAt: new Date() })
      .where(eq(memberships.id, gus.membershipId)),
  )
  const again = approvalDefinitions.create(ada, naming(gus.membershipId, ada.membershipId))
  await expect(again).rejects.toMatchObject({ code: 'invalid_input' })
})

test('whom a submission asks that names nobody is said before, step by step, and is who is asked', async () => {
  const organization = await makeOrganization(db)
  const manager = await makeMember(db, organization, ['compliance_manager'])
  const author = await makeMember(db, organization, ['author', 'approver'], { name: 'Arno Author' })
  const [bea, cai] = [
    await makeMember(db, organization, ['approver'], { name: 'Bea' }),
    await makeMember(db, organization, ['member'], { name: 'Cai' }),
  ]
  const document = await makeDraft(services, author)
  expect(await services.rounds.expectedSteps(author, document.id)).toBeNull()
  const step = (name: string, rest: object) => ({ name, ...rest })
  const { id } = await approvalDefinitions.create(manager, {
    name: 'Two lines',
    steps: [
      step('Security', {
        approvers: [{ kind: 'role', role: 'approver' }],
        rule: 'any',
        daysToDecide: { count: 5, kind: 'business' },
      }),
      step('Privacy', {
        approvers: [{ kind: 'people', membershipIds: [cai.membershipId] }],
        conditions: { categories: ['data_privacy'] },
      }),
      step('Board', { approvers: [{ kind: 'people', membershipIds: [cai.membershipId] }] }),
    ] as Parameters<typeof approvalDefinitions.create>[1]['steps'],
  })
  await approvalDefinitions.setDefault(manager, id)
  const expected = await services.rounds.expectedSteps(author, document.id)
  expect(expected).toMatchObject({
    name: 'Two lines',
    steps: [
      { name: 'Security', rule: 'any', daysToDecide: { count: 5, kind: 'business' }, people: [{ name: 'Bea' }] },
      { name: 'Board', people: [{ name: 'Cai' }], changeTypes: null },
    ],
  })
  await services.rounds.submit(author, document.id, {})
  const { rounds } = await services.rounds.ofDocument(author, document.id)
  expect(rounds[0]?.steps.map(({ name, plan }) => [name, plan.signerIds])).toEqual(
    expected?.steps.map(({ name, people }) => [name, people.map((one) => one.id)]),
  )
  expect(bea.membershipId).toBe(expected?.steps[0]?.people[0]?.id)
})
