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
  await makeMember(db, organization, ['approver'])
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
  expect(second).toMatchObject({ version: 2, defaultFor: [{ kind: null, category: null }], familyId: first.familyId })
  expect((await approvalDefinitions.list(ada)).definitions.map(({ name }) => name)).toEqual(['Stricter'])
  expect(await approvalDefinitions.get(ada, first.id)).toMatchObject({ version: 1, defaultFor: [] })
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
  expect(
    (await approvalDefinitions.list(ada)).definitions.filter(({ defaultFor }) => defaultFor.length > 0),
  ).toHaveLength(1)
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
  const { id } = await approvalDefinitions.create(ada, naming(gus.membershipId, ada.membershipId))
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

test('a group that is asked is there when it is saved, stands for who is in it at submit, and is not retired meanwhile', async () => {
  const organization = await makeOrganization(db)
  const manager = await makeMember(db, organization, ['compliance_manager'])
  const [bea, cai] = [await makeMember(db, organization, ['member']), await makeMember(db, organization, ['member'])]
  const { groups } = services
  const board = await groups.create(manager, { name: 'Board' })
  await groups.add(manager, board.id, { membershipIds: [bea.membershipId] })
  const asking = (groupId: string) => ({
    name: 'Board',
    steps: [{ name: 'Board', approvers: [{ kind: 'group' as const, groupId }], rule: 'any' as const }],
  })
  await expect(approvalDefinitions.create(manager, asking(organization.id))).rejects.toMatchObject({
    details: { errors: { 'steps/0/approvers/0/groupId': 'Choose a group that is not retired' } },
  })
  const definition = await approvalDefinitions.create(manager, asking(board.id))
  await groups.add(manager, board.id, { membershipIds: [cai.membershipId] })
  await groups.removeMember(manager, board.id, bea.membershipId)
  const document = await makeDraft(services, manager)
  await services.rounds.submit(manager, document.id, { definitionId: definition.id })
  const [round] = (await services.rounds.ofDocument(manager, document.id)).rounds
  expect(round?.steps[0]?.plan.signerIds).toEqual([cai.membershipId])
  await expect(groups.retire(manager, board.id)).rejects.toMatchObject({
    code: 'in_use',
    details: { by: ['the approval definition “Board”'] },
  })
  await approvalDefinitions.retire(manager, definition.id)
  await groups.retire(manager, board.id)
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

test('the most specific default is used: that of the category, of the kind, then of all', async () => {
  const { ada } = await setting()
  const steps = [
    { name: 'Manager', approvers: [{ kind: 'owner' as const }, { kind: 'role' as const, role: 'approver' as const }] },
  ]
  const make = async (name: string, appliesTo: object) => {
    const { id } = await approvalDefinitions.create(ada, { name, steps, appliesTo })
    await approvalDefinitions.setDefault(ada, id)
    return id
  }
  const { id } = await makeDraft(services, ada)
  const used = async () => {
    const expected = await services.rounds.expectedSteps(ada, id)
    return [expected?.name, expected?.why]
  }
  await make('General', {})
  expect(await used()).toEqual(['General', 'general'])
  await make('Policies', { kinds: ['policy'] })
  expect(await used()).toEqual(['Policies', 'kind'])
  const access = await make('Access', { categories: ['access_control', 'encryption'] })
  expect(await used()).toEqual(['Access', 'category'])
  const round = await services.rounds.submit(ada, id, {})
  expect(round.definitionId).toBe(access)
  await services.rounds.withdraw(ada, id, {})
  // What was the default of a part only is retired without more ado: what is more general takes its place.
  await approvalDefinitions.retire(ada, access)
  expect(await used()).toEqual(['Policies', 'kind'])
})

test('a default that another one takes a part of stays it for the rest, and a new version takes nothing back', async () => {
  const { ada } = await setting()
  const of = (appliesTo: object) => ({ ...standard, appliesTo })
  const both = await approvalDefinitions.create(ada, of({ kinds: ['policy', 'plan'] }))
  await approvalDefinitions.setDefault(ada, both.id)
  const plans = await approvalDefinitions.create(ada, of({ kinds: ['plan'] }))
  await approvalDefinitions.setDefault(ada, plans.id)
  expect((await approvalDefinitions.get(ada, both.id)).defaultFor).toEqual([{ kind: 'policy', category: null }])
  const changed = await approvalDefinitions.change(ada, both.id, of({ kinds: ['policy', 'plan', 'guide'] }))
  expect(changed.defaultFor).toEqual([
    { kind: 'policy', category: null },
    { kind: 'guide', category: null },
  ])
  expect((await approvalDefinitions.get(ada, plans.id)).defaultFor).toEqual([{ kind: 'plan', category: null }])
})

test('the default of all documents stays that in its new version', async () => {
  const { ada } = await setting()
  const { id } = await approvalDefinitions.create(ada, standard)
  await approvalDefinitions.setDefault(ada, id)
  const narrower = approvalDefinitions.change(ada, id, { ...standard, appliesTo: { kinds: ['plan'] } })
  await expect(narrower).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: { appliesTo: 'It is the default of all documents. Make another one that first' } },
  })
})

test('made the default and retired at once, a definition is one of the two', async () => {
  const { ada } = await setting()
  for (let n = 0; n < 5; n += 1) {
    const { id } = await approvalDefinitions.create(ada, { ...standard, appliesTo: { kinds: ['plan'] } })
    await Promise.allSettled([approvalDefinitions.setDefault(ada, id), approvalDefinitions.retire(ada, id)])
    const { retiredAt, defaultFor } = await approvalDefinitions.get(ada, id)
    expect(retiredAt !== null && defaultFor.length > 0).toBe(false)
  }
})

test('of two who change a definition at once one is refused, and sees what came first', async () => {
  const { ada } = await setting()
  const { id } = await approvalDefinitions.create(ada, standard)
  const both = await Promise.allSettled(
    [1, 2].map((n) => approvalDefinitions.change(ada, id, { ...standard, name: `${n}` })),
  )
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'in_use', message: 'This is not possible, because of version 2, which somebody has made.' },
  })
  const { versions } = await approvalDefinitions.versions(ada, id)
  expect(versions.map(({ definition }) => definition.version)).toEqual([2, 1])
})

test('what could not be carried out is refused at saving, at its place', async () => {
  const { ada, gus } = await setting()
  const steps = [
    { name: 'Legal', approvers: [{ kind: 'role' as const, role: 'it_manager' as const }] },
    {
      name: 'legal',
      approvers: [{ kind: 'people' as const, membershipIds: [gus.membershipId] }],
      rule: 'quorum' as const,
      quorum: 2,
    },
  ]
  await expect(approvalDefinitions.create(ada, { name: 'Bad', steps })).rejects.toMatchObject({
    details: {
      errors: {
        'steps/0/approvers': 'Nobody has the role IT manager, so nobody could decide',
        'steps/1/name': 'Step 1 has this name already',
        'steps/1/quorum': expect.stringContaining('2 is more than the 1 person'),
      },
    },
  })
  const many = Array.from({ length: 50 }, (_, n) => ({
    ...standard.steps[0],
    name: `Step ${n}`,
  })) as typeof standard.steps
  await expect(approvalDefinitions.create(ada, { name: 'Long', steps: many })).rejects.toMatchObject({
    details: { errors: { steps: 'A definition has at most 20 steps' } },
  })
})

test('a dry run says what submitting then does, and asks nobody', async () => {
  const { ada, gus } = await setting()
  const { id } = await approvalDefinitions.create(ada, {
    name: 'Tried',
    steps: [
      {
        name: 'Approvers',
        approvers: [{ kind: 'role', role: 'approver' }],
        daysToDecide: { count: 2, kind: 'business' },
      },
      { name: 'Plans', approvers: [{ kind: 'owner' }], conditions: { kinds: ['plan'] } },
    ],
  })
  const document = await makeDraft(services, ada)
  const run = await approvalDefinitions.dryRun(ada, id, { document: document.identifier })
  expect(run).toMatchObject({
    tried: { changeType: 'initial', kind: 'policy' },
    errors: [],
    steps: [{ takesPlace: true }, { takesPlace: false, skipped: 'Only if the document is a plan' }],
  })
  const round = await services.rounds.submit(ada, document.id, { definitionId: id })
  const { steps } = await services.rounds.get(ada, round.id)
  expect(steps[0]?.plan.signerIds).toEqual(run.steps[0]?.people.map((person) => person.id))
  // Whoever only reads does not learn by it whom others would ask.
  await expect(approvalDefinitions.dryRun(gus, id)).rejects.toMatchObject({ code: 'forbidden' })
  const plan = await approvalDefinitions.dryRun(ada, id, { kind: 'plan', changeType: 'major' })
  expect(plan.errors).toMatchObject([{ step: 1, field: 'approvers' }])
})
