import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import { acrossOrganizations } from '#db/client.ts'
import { deliveries, outbox } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { AUDIT_ACTIONS } from '#domain/audit/actions.ts'
import { createUser } from '#services/auth/users.ts'
import { restartCampaign } from '#services/campaigns/failure.ts'
import { createInvitationMails } from '#services/invitations/mail.ts'
import { restartRound } from '#services/rounds/failure.ts'
import { acceptAs, makeCampaign, settleAll, systemOf, writeQuestion } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { png } from '#test/support/images.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { makeDraft, makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { incomplete, sentencesOf } from '#test/support/sentences.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const deps = testDeps(db, { clock })
const services = testServices(db, deps)
const AT = clock.now()
const LATE = new Date('2026-06-10T09:00:00Z')
const REQUEST = { requestId: null, ip: null }
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const APPROVERS = [{ kind: 'role' as const, role: 'approver' as const }]

const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('there is none')
  return one
}

async function makeOrganizationOfPeople() {
  const people = await makePeople(db, 1)
  const admin = await makeMember(db, people.organization, ['admin'], { name: 'Ada Admin' })
  return { ...people, admin }
}

/** Joins by the link of an invitation. */
async function join(admin: Actor, email: string) {
  await services.invitations.create(admin, { email, roles: ['approver'], positionTitle: null })
  const mails: string[] = []
  const mailer = { send: async ({ text }: { text: string }) => void mails.push(text) }
  await createInvitationMails({ ...deps, mailer }).drain()
  const token = /\/invitations\/([\w-]+)/.exec(first(mails))?.[1] ?? 'no token'
  await services.invitations.acceptAsNew(token, { name: 'Ida', password: 'correct horse battery' }, REQUEST)
}

/** What people do to the organization itself, and to its members. */
async function administer({ manager, signers }: People, admin: Actor) {
  const { invitations, apiKeys, approvalDefinitions } = services
  await services.organizations.change(admin, { name: 'Renamed' })
  await services.members.change(admin, first(signers).membershipId, { positionTitle: 'CFO' })
  const key = await apiKeys.create(admin, { name: 'Backup', scopes: ['documents:read'], expiresInDays: 30 })
  await apiKeys.revoke(admin, key.id)
  const feed = await services.calendarFeeds.make(admin, { kind: 'organization' })
  const renewed = await services.calendarFeeds.renew(admin, feed.id)
  await services.calendarFeeds.revoke(admin, renewed.id)
  const email = 'ida@people.example'
  const invited = await invitations.create(admin, { email, roles: ['author'], positionTitle: null })
  await invitations.resend(admin, invited.id)
  await invitations.revoke(admin, invited.id)
  const steps = [{ name: 'One', approvers: APPROVERS }]
  const { id } = await approvalDefinitions.create(manager, { name: 'Slow', steps })
  const changed = await approvalDefinitions.change(manager, id, { name: 'Quick', steps })
  await approvalDefinitions.retire(manager, changed.id)
  await services.audit.export(admin, {}, 'csv')
  const kinds = [{ kind: 'document_published' as const, mail: 'off' as const }]
  await services.notificationPreferences.changeDefaults(admin, { kinds })
}

/** Mails that were given up: one is sent again, the others are discarded. */
async function settleMails(admin: Actor) {
  await acrossOrganizations(db, (tx) => tx.update(deliveries).set({ status: 'failed' }))
  const { deliveries: failed } = await services.deliveries.list(admin, 'failed')
  await services.deliveries.resend(admin, { ids: [first(failed).id] })
  await services.deliveries.discard(admin, {})
}

/** How an organization divides itself, and when nobody of it works. */
async function divide({ manager, signers }: People, admin: Actor) {
  const { groups, departments, holidays } = services
  const group = await groups.create(manager, { name: 'First aiders' })
  const membershipIds = signers.map(({ membershipId }) => membershipId)
  await groups.add(manager, group.id, { membershipIds })
  await groups.removeMember(manager, group.id, first(membershipIds))
  await groups.change(manager, group.id, { name: 'Paramedics' })
  await groups.retire(manager, group.id)
  const sales = await departments.create(manager, { name: 'Sales' })
  const north = await departments.create(manager, { name: 'North', parentId: sales.id })
  await departments.change(manager, north.id, { name: 'North and east' })
  await departments.merge(manager, north.id, { intoId: sales.id })
  await departments.retire(manager, sales.id)
  await holidays.add(admin, { holidays: [{ date: '2026-12-25', name: 'Christmas' }] })
  await holidays.remove(admin, '2026-12-25')
}

/** A document's whole life: withdrawn, sent back, published twice, archived and brought back. */
async function live(people: People) {
  const { attachments, documents, reviews, versions, rounds, signoffs } = services
  const { author, manager, signers } = people
  await documents.remove(author, (await makeDraft(services, author)).id)
  const { document } = await makeRound(services, people)
  await rounds.withdraw(author, document.id, { reason: 'Too early' })
  await documents.change(manager, document.id, { ownerId: manager.membershipId })
  await documents.change(manager, document.id, { tags: ['keys'] })
  await attachments.add(manager, document.id, await png())
  await versions.save(manager, document.id, { changeSummary: 'Shorter', abstract: '' })
  await versions.restore(manager, document.id, 1)
  const signerIds = signers.map(({ membershipId }) => membershipId)
  const submit = (changeType: 'initial' | 'major') =>
    rounds.submit(manager, document.id, { signerIds, changeType, changeSummary: 'Keys' })
  const rejected = await submit('initial')
  await rounds.settleRound(system(people), rejected.id, AT)
  const signer = first(signers)
  const { version } = first((await rounds.ofDocument(manager, document.id, { limit: 1 })).rounds)
  const said = await services.comments.make(signer, document.id, version.number, { block: 0, body: 'Visitors?' })
  await services.comments.answer(manager, said.id, { body: 'They have none' })
  await services.comments.settle(manager, said.id, true)
  await services.comments.settle(signer, said.id, false)
  const suggest = (wording: string) =>
    services.comments.make(signer, document.id, version.number, { block: 0, wording })
  const [better, worse] = [await suggest('Lock all screens.'), await suggest('Lock nothing.')]
  await signoffs.reject(signer, (await waitingFor(services, signer)).id, { comment: 'Says nothing of visitors' })
  await rounds.settleRound(system(people), rejected.id, AT)
  await services.comments.leave(manager, worse.id, { reason: 'No' })
  await services.comments.take(manager, better.id)
  for (const changeType of ['initial', 'major'] as const) {
    const round = await submit(changeType)
    await approve(services, people, round, AT)
    await rounds.publish(manager, document.id, { effectiveDate: '2026-07-01' })
    await rounds.unplan(manager, document.id)
    await rounds.publish(manager, document.id)
    await publish(db, services, people, round, AT, deps)
    await reviews.attest(manager, document.id, { note: 'Read once more' })
    await reviews.move(manager, document.id, { dueOn: '2036-01-01', reason: 'Audit' })
    await reviews.chase(system(people), document.id, new Date('2036-02-01T09:00:00Z'))
    await reviews.requestChange(manager, document.id, { note: 'Keys are lost' })
  }
  await rounds.archive(manager, document.id, { reason: 'No longer needed' })
  await rounds.restore(manager, document.id)
}

/** A round whose process fails and is gone, whose signer is late, leaves, and which an operator cancels in the end. */
async function chase(people: People, admin: Actor) {
  const { absences, approvalDefinitions, rounds, members, signoffs } = services
  const step = {
    name: 'Security',
    approvers: [{ kind: 'people' as const, membershipIds: [first(people.signers).membershipId] }],
    daysToDecide: { count: 2, kind: 'calendar' as const },
    escalation: { afterDays: 1, to: [{ kind: 'owner' as const }] },
  }
  const definition = await approvalDefinitions.create(people.manager, { name: 'Strict', steps: [step] })
  const document = await makeDraft(services, people.author)
  const round = await rounds.submit(people.author, document.id, { definitionId: definition.id })
  await rounds.settleRound(system(people), round.id, AT)
  await rounds.failRound(system(people), round.id, 'content_hash_mismatch', AT)
  await rounds.retry(people.manager, document.id)
  // As the relay does: a process whose start waits for delivery is not started again.
  await acrossOrganizations(db, (tx) => tx.update(outbox).set({ deliveredAt: AT }))
  await restartRound(deps, system(people), round.id, AT)
  await rounds.chaseRound(system(people), round.id, LATE)
  const ben = first(people.signers)
  const chen = await makeMember(db, people.organization, ['approver'], { name: 'Chen Wei' })
  const days = { fromDay: '2026-07-01', untilDay: '2026-07-02', delegateId: chen.membershipId }
  const { absence } = await absences.enter(ben, ben.membershipId, days)
  await absences.cancel(ben, absence.id)
  const dora = await makeMember(db, people.organization, ['approver'], { name: 'Dora' })
  const replaced = { signer: ben.membershipId, by: dora.membershipId, reason: 'Moved' }
  await rounds.extend(people.manager, round.id, { dueDate: '2026-06-20', reason: 'The audit' })
  await rounds.replaceSigner(people.manager, round.id, replaced)
  const request = await waitingFor(services, dora)
  await signoffs.delegate(dora, request.id, { to: chen.membershipId, reason: 'On leave' })
  await members.remove(admin, chen.membershipId, NOBODY)
  await rounds.cancelRound(system(people), round.id, LATE)
}

/** A retirement that others decide on: withdrawn, rejected, and approved in the end. */
async function decideByOthers(people: People, admin: Actor) {
  const { approvalDefinitions, rounds, signoffs } = services
  const lea = await makeMember(db, people.organization, ['it_manager'], { name: 'Lea Legal' })
  const approvers = [{ kind: 'people' as const, membershipIds: [lea.membershipId] }]
  const byLea = { name: 'By Legal', type: 'retirement' as const, steps: [{ name: 'Legal', approvers }] }
  const definition = await approvalDefinitions.create(admin, byLea)
  await approvalDefinitions.setDefault(admin, definition.id)
  const document = await makeInEffect(db, services, people, AT)
  const ask = async () => {
    await rounds.archive(people.manager, document.id, { reason: 'Merged' })
    const { rounds: found } = await rounds.ofDocument(people.manager, document.id, { limit: 1 })
    const { id } = first(found).round
    await rounds.settleRound(system(people), id, AT)
    return { id, signoff: await waitingFor(services, lea) }
  }
  await ask()
  await rounds.withdraw(people.manager, document.id, { reason: 'Too early' })
  const rejected = await ask()
  await signoffs.reject(lea, rejected.signoff.id, { comment: 'A contract names it' })
  await rounds.settleRound(system(people), rejected.id, AT)
  const approved = await ask()
  await signoffs.approve(lea, approved.signoff.id)
  await rounds.settleRound(system(people), approved.id, AT)
}

/** Questions that somebody answers wrong and may answer once more, and the standing rule of a document. */
async function questions(people: People, documentId: string) {
  const { campaigns, checks } = services
  const reader = first(people.signers)
  const audience = [{ kind: 'everyone' as const }]
  await writeQuestion(services, people.manager, documentId, { attempts: 1 })
  const asked = { audience, dueDate: '2026-07-15', asksQuestions: true }
  const campaign = await campaigns.launch(people.manager, documentId, asked)
  await settleAll(services, campaign, AT)
  await checks.answer(reader, campaign.id, { answers: {} })
  await checks.grant(people.manager, campaign.id, { membershipId: reader.membershipId })
  await campaigns.setRule(people.manager, documentId, { audience })
  await campaigns.removeRule(people.manager, documentId)
}

/** A campaign in which people come and go, are late and accept, and whose process fails, is gone and ends. */
async function campaign(people: People, admin: Actor) {
  const { campaigns, members } = services
  const { campaign } = await makeCampaign(deps, services, people, { dueDate: '2026-06-15' })
  await settleAll(services, campaign, AT)
  await acceptAs(services, people.author, campaign.id)
  await campaigns.readAgain(people.manager, campaign.id, { membershipId: people.author.membershipId })
  await members.change(admin, first(people.signers).membershipId, { managerId: admin.membershipId })
  await makeMember(db, people.organization, ['approver'], { name: 'Jo Joiner' })
  await members.remove(admin, people.author.membershipId, NOBODY)
  await settleAll(services, campaign, new Date('2026-06-22T09:00:00Z'))
  await campaigns.fail(systemOf(campaign), campaign.id, 'unknown', LATE)
  await campaigns.retry(people.manager, campaign.id)
  await acrossOrganizations(db, (tx) => tx.update(outbox).set({ deliveredAt: AT }))
  await restartCampaign(deps, systemOf(campaign), campaign.id, AT)
  await campaigns.move(people.manager, campaign.id, { dueDate: '2026-07-15' })
  await campaigns.close(people.manager, campaign.id, { reason: 'Enough' })
  await questions(people, campaign.documentId)
}

test('each action is written with all the facts that its sentence names', async () => {
  const people = await makeOrganizationOfPeople()
  await administer(people, people.admin)
  await divide(people, people.admin)
  await join(people.admin, 'ida@people.example')
  await live(people)
  await settleMails(people.admin)
  await chase(people, people.admin)
  const others = await makeOrganizationOfPeople()
  await decideByOthers(others, others.admin)
  await campaign(others, others.admin)
  const person = await createUser(db, { name: 'Fay', email: 'fay@people.example', password: 'correct horse battery' })
  const founded = { name: 'Meridian', slug: 'meridian-2', type: 'agency', timeZone: 'UTC', workingDays: [1] } as const
  await services.organizations.create(person, { ...founded, workingDays: [1] }, REQUEST)
  const founder = await services.organizations.actorFor(person.id, founded.slug, REQUEST)
  const entries = [
    ...(await sentencesOf(db, people.organization.id)),
    ...(await sentencesOf(db, others.organization.id)),
    ...(await sentencesOf(db, founder?.orgId ?? 'no organization')),
  ]
  expect(incomplete(entries)).toEqual([])
  expect([...new Set(entries.map(({ action }) => action))].toSorted()).toEqual(AUDIT_ACTIONS.toSorted())
})

test('a definition that was retired is named', async () => {
  const people = await makeOrganizationOfPeople()
  await administer(people, people.admin)
  const { entries } = await services.audit.list(
    people.manager,
    { actions: ['approval_definition.retired'] },
    { limit: 1 },
  )
  expect(entries.map(activityEntry)).toMatchObject([{ sentence: ['retired the approval definition Quick'] }])
})

test('a document that loses its second owner has not changed its owner', async () => {
  const { author, admin, manager, signers } = await makeOrganizationOfPeople()
  const document = await makeDraft(services, author)
  const second = first(signers).membershipId
  await services.documents.change(manager, document.id, { secondOwnerId: second })
  await services.members.remove(admin, second, NOBODY)
  const { entries } = await services.audit.ofDocument(manager, document.id, { limit: 1 })
  expect(entries.map(activityEntry)).toMatchObject([{ sentence: ['changed the properties'] }])
})
