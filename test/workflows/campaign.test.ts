import { expect, test } from 'vitest'
import { campaignWorkflowId } from '#domain/campaigns/process.ts'
import { acceptAs, makeCampaign } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, testDeps } from '#test/support/factories.ts'
import { startProcesses } from '#test/support/process.ts'
import { makePeople } from '#test/support/rounds.ts'
import { advance } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import type { campaign as campaignWorkflow } from '#workflows/index.ts'

const database = await createTestDatabase()
const { services, client } = await startProcesses(database)
const deps = testDeps(database.db)

async function start(input: Parameters<typeof makeCampaign>[3] = {}) {
  const people = await makePeople(database.db, 2)
  const { campaign, document } = await makeCampaign(deps, services, people, input)
  const handle = client.workflow.getHandle<typeof campaignWorkflow>(campaignWorkflowId(campaign.id))
  const read = () => services.campaigns.get(people.manager, campaign.id)
  await waitFor(async () => expect((await read()).campaign.status).toBe('open'), 20_000, 'The campaign to be open')
  return { people, campaign, document, handle, read }
}

test('a campaign asks, counts a joiner at once, and is completed by the last acceptance, in a short history', async () => {
  const { people, campaign, document, handle, read } = await start({ audience: [{ kind: 'role', role: 'approver' }] })
  expect(await handle.query('stage')).toBe('open')
  expect(await (await handle.describe()).staticSummary()).toBe(`Campaign of ${document.identifier}`)
  const admin = await makeMember(database.db, people.organization, ['admin'])
  const joiner = await makeMember(database.db, people.organization, ['member'])
  await services.members.change(admin, joiner.membershipId, { roles: ['approver'] })
  await waitFor(async () => expect((await read()).progress).toMatchObject({ asked: 3, joined: 1 }), 20_000)
  for (const person of [...people.signers, joiner]) await acceptAs(services, person, campaign.id)
  expect(await handle.result()).toBe('completed')
  const { events } = await handle.fetchHistory()
  expect(events?.length).toBeLessThan(45)
})

test('an overdue campaign reminds, notifies managers and closes on its last day, by the clock of its process', async () => {
  const { people, handle, read } = await start()
  const [late] = people.signers
  if (!late) throw new Error('no signers')
  await advance(handle, '9 days')
  const kinds = async () =>
    (await services.notifications.list(late, { limit: 50 })).notifications.map(({ kind }) => kind)
  await waitFor(async () => expect(await kinds()).toContain('acknowledgment_reminder'), 20_000)
  await advance(handle, '25 days').catch(() => {})
  expect(await handle.result()).toBe('date')
  expect((await read()).progress.accepted).toBe(0)
})

test('closing it by hand ends the process, and an operator who cancels the process closes it', async () => {
  const byHand = await start()
  await services.campaigns.close(byHand.people.manager, byHand.campaign.id, { reason: 'Enough' })
  expect(await byHand.handle.result()).toBe('closed')
  const canceled = await start()
  await canceled.handle.cancel()
  await expect(canceled.handle.result()).rejects.toThrow()
  expect((await canceled.read()).campaign).toMatchObject({ status: 'closed', ending: 'canceled' })
})

test('a campaign with a long history goes on in a new run, and nothing that happens meanwhile is lost', async () => {
  const { people, campaign, document, handle, read } = await start({ audience: [{ kind: 'role', role: 'approver' }] })
  const { taskQueue } = await handle.describe()
  await handle.terminate()
  const input = { orgId: campaign.orgId, campaignId: campaign.id, documentId: document.id, identifier: 'POL-AC-001' }
  const first = await client.workflow.start('campaign', {
    workflowId: campaignWorkflowId(campaign.id),
    taskQueue,
    args: [{ ...input, longestHistory: 20 }],
  })
  const admin = await makeMember(database.db, people.organization, ['admin'])
  const joiners = await Promise.all(
    Array.from({ length: 6 }, () => makeMember(database.db, people.organization, ['member'])),
  )
  for (const joiner of joiners) {
    const signals = Array.from({ length: 5 }, () => handle.signal('changed'))
    await Promise.all([...signals, services.members.change(admin, joiner.membershipId, { roles: ['approver'] })])
  }
  await waitFor(async () => expect((await read()).progress).toMatchObject({ asked: 8, joined: 6 }), 20_000)
  const ofFirst = client.workflow.getHandle(campaignWorkflowId(campaign.id), first.firstExecutionRunId)
  expect((await ofFirst.describe()).status.name).toBe('CONTINUED_AS_NEW')
  for (const person of [...people.signers, ...joiners]) await acceptAs(services, person, campaign.id)
  expect(await handle.result()).toBe('completed')
})
