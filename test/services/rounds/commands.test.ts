import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import { withActor } from '#db/client.ts'
import { auditLog } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })

test('submitting freezes the draft, starts a round and locks the text', async () => {
  const people = await makePeople(db)
  const { document, round } = await makeRound(services, people)
  expect(round.status).toBe('running')
  const { document: now } = await services.documents.get(people.author, document.id)
  expect(now.status).toBe('in_review')
  const draft = await services.drafts.get(people.author, document.id)
  const content = { format: 'html' as const, body: '<p>Changed</p>' }
  await expect(services.drafts.save(people.author, document.id, { revision: draft.revision, content })).rejects.toThrow(
    refused('invalid_transition'),
  )
})

test('an author cannot be asked to sign their own document, unless the organization says so', async () => {
  const people = await makePeople(db)
  const document = await makeDraft(services, people.author)
  const signerIds = [people.author.membershipId]
  await expect(services.rounds.submit(people.author, document.id, { signerIds })).rejects.toThrow(
    refused('author_cannot_approve'),
  )
  const liberal = await makePeople(db, 0, { authorsMayApprove: true })
  const theirs = await makeDraft(services, liberal.author)
  const round = await services.rounds.submit(liberal.author, theirs.id, { signerIds: [liberal.author.membershipId] })
  expect(round.status).toBe('running')
})

test('a submit is refused whole: no version, no round, still a draft', async () => {
  const people = await makePeople(db)
  const document = await makeDraft(services, people.author, '')
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  await expect(services.rounds.submit(people.author, document.id, { signerIds })).rejects.toThrow(
    refused('empty_draft'),
  )
  const { versions } = await services.versions.list(people.author, document.id)
  expect(versions).toEqual([])
  expect((await services.documents.get(people.author, document.id)).document.status).toBe('draft')
})

test('what is written like a variable and is none is refused by its name', async () => {
  const people = await makePeople(db)
  const unknown = '<p>Call {{helpdesk}} at <span data-variable="town">x</span></p>'
  const document = await makeDraft(services, people.author, unknown)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  await expect(services.rounds.submit(people.author, document.id, { signerIds })).rejects.toMatchObject({
    code: 'unknown_variables',
    message: expect.stringContaining('{{helpdesk}}, {{town}}'),
  })
})

test('an unfilled variable is refused by its label', async () => {
  const people = await makePeople(db)
  const document = await services.documents.create(people.author, {
    kind: 'policy',
    category: 'access_control',
    title: 'With a blank',
    content: { format: 'html', body: '<p>For <span data-variable="company_name">x</span></p>' },
    variables: [{ name: 'company_name', label: 'Company name', type: 'text', value: null }],
  })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  await expect(services.rounds.submit(people.author, document.id, { signerIds })).rejects.toThrow('Company name')
})

test('an author cannot choose when to publish; it takes a compliance manager', async () => {
  const people = await makePeople(db)
  const document = await makeDraft(services, people.author)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const publication = { mode: 'on_approval' as const }
  await expect(services.rounds.submit(people.author, document.id, { signerIds, publication })).rejects.toThrow(
    'It takes the role admin or compliance manager.',
  )
})

test('dates that have passed are refused', async () => {
  const people = await makePeople(db)
  const document = await makeDraft(services, people.author)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const submit = (input: object) => services.rounds.submit(people.manager, document.id, { signerIds, ...input })
  await expect(submit({ dueDate: '2026-05-31' })).rejects.toThrow(refused('due_date_past'))
  const publication = { mode: 'on_date', effectiveDate: '2026-06-01' }
  await expect(submit({ publication })).rejects.toThrow(refused('effective_date_past'))
})

test('withdrawing takes open requests back and makes the document a draft', async () => {
  const people = await makePeople(db, 2)
  const { document, round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [first] = people.signers
  if (!first) throw new Error('no signer')
  const signoff = await waitingFor(services, first)
  await services.rounds.withdraw(people.author, document.id, { reason: 'Not ready' })
  expect((await services.documents.get(people.author, document.id)).document.status).toBe('draft')
  expect(await services.signoffs.waiting(first)).toMatchObject({ total: 0, signoffs: [] })
  await expect(services.signoffs.approve(first, signoff.id)).rejects.toThrow(refused('signoff_already_decided'))
  const {
    rounds: [shown],
  } = await services.rounds.ofDocument(people.author, document.id)
  expect(shown?.round).toMatchObject({ status: 'withdrawn', endReason: 'Not ready' })
})

test('the next step begins with the end of the one before, and an answer that was lost is given again', async () => {
  const people = await makePeople(db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  const approvers = [{ kind: 'people' as const, membershipIds: [signer.membershipId] }]
  const definition = await services.approvalDefinitions.create(people.manager, {
    name: 'Twice',
    steps: ['Review', 'Approval'].map((name) => ({ name, approvers })),
  })
  const document = await makeDraft(services, people.author)
  const round = await services.rounds.submit(people.author, document.id, { definitionId: definition.id })
  const settle = () => services.rounds.settleRound(system(people), round.id, clock.now())
  expect(await settle()).toMatchObject({ outcome: 'waiting', position: 1 })

  await services.signoffs.approve(signer, (await waitingFor(services, signer)).id)
  const second = await settle()
  expect(second).toMatchObject({ outcome: 'waiting', position: 2, awaiting: 1 })
  expect(await settle()).toEqual(second)

  await services.signoffs.approve(signer, (await waitingFor(services, signer)).id)
  const approved = await settle()
  expect(approved).toMatchObject({ outcome: 'approved', label: '1.0' })
  expect(await settle()).toEqual(approved)
  const { entries } = await services.audit.ofDocument(people.manager, document.id, { limit: 10 })
  const actions = entries.map(({ action }) => action)
  expect(actions.filter((action) => action === 'round.step_started')).toHaveLength(2)
  expect(actions.filter((action) => action === 'document.approved')).toHaveLength(1)
})

test('a decision is only the asked person’s, and only once', async () => {
  const people = await makePeople(db, 2)
  const { round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [one, two] = people.signers
  if (!one || !two) throw new Error('no signers')
  const signoff = await waitingFor(services, one)
  await expect(services.signoffs.approve(two, signoff.id)).rejects.toThrow(refused('not_your_signoff'))
  await expect(services.signoffs.reject(one, signoff.id, { comment: ' ' })).rejects.toThrow(refused('comment_required'))
  const decided = await services.signoffs.approve(one, signoff.id, { comment: 'Good' })
  expect(decided).toMatchObject({ status: 'approved', signerName: one.name, signerPosition: 'CISO', comment: 'Good' })
  await expect(services.signoffs.approve(one, signoff.id)).rejects.toThrow(refused('signoff_already_decided'))
})

test('another organization’s sign-off is not found', async () => {
  const people = await makePeople(db, 1)
  const { round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [one] = people.signers
  if (!one) throw new Error('no signer')
  const signoff = await waitingFor(services, one)
  const stranger = await makePeople(db, 1)
  await expect(services.signoffs.approve(stranger.manager, signoff.id)).rejects.toThrow(refused('not_found'))
})

test('the version gets its label, and what is published is superseded by the next', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  let summary = await services.documents.get(people.author, document.id)
  expect(summary.document).toMatchObject({ status: 'published', inEffect: true, nextReviewDate: '2027-06-01' })
  expect(summary.label).toEqual({ major: 1, minor: 0 })

  await services.rounds.revise(people.manager, document.id, { reason: 'New law' })
  summary = await services.documents.get(people.author, document.id)
  expect(summary.document).toMatchObject({ status: 'draft', inEffect: true, revisionReason: 'New law' })

  const draft = await services.drafts.get(people.author, document.id)
  await services.drafts.save(people.author, document.id, {
    revision: draft.revision,
    content: { format: 'html', body: '<p>Lock it at once.</p>' },
  })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  await expect(services.rounds.submit(people.author, document.id, { signerIds })).rejects.toThrow(
    refused('change_summary_required'),
  )
  const second = await services.rounds.submit(people.author, document.id, {
    signerIds,
    changeType: 'major',
    changeSummary: 'At once',
  })
  await approve(services, people, second)
  await publish(db, services, people, second)
  summary = await services.documents.get(people.author, document.id)
  expect(summary.label).toEqual({ major: 2, minor: 0 })
  const [superseded] = await withActor(db, people.author, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.action, 'document.superseded')),
  )
  expect(JSON.parse(superseded?.entry ?? '{}')).toMatchObject({
    before: { label: '1.0' },
    after: { by: second.versionId },
  })
})

test('who reads published texts only counts and lists the versions that were ever in effect', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'New law' })
  for (const changeSummary of ['First try', 'Second try']) {
    await services.versions.save(people.author, document.id, { changeSummary, abstract: '' })
  }
  const reader = await makeMember(db, people.organization, ['member'])
  expect((await services.documents.get(people.author, document.id)).versions).toBe(3)
  expect((await services.documents.get(reader, document.id)).versions).toBe(1)
  // The page is filled with what they may read, however much lies between.
  const { versions } = await services.versions.list(reader, document.id, { limit: 1 })
  expect(versions.map(({ number }) => number)).toEqual([1])
})

test('whoever is asked to sign reads what they sign, whatever their roles, and nothing else that is under way', async () => {
  const people = await makePeople(db, 0)
  const asked = await makeMember(db, people.organization, ['member'])
  const bystander = await makeMember(db, people.organization, ['member'])
  const document = await makeDraft(services, people.author)
  await services.versions.save(people.author, document.id, {
    changeSummary: 'Nobody is asked about this',
    abstract: '',
  })
  const round = await services.rounds.submit(people.author, document.id, { signerIds: [asked.membershipId] })
  await services.rounds.settleRound(system(people), round.id, clock.now())

  const { version } = await services.versions.get(asked, document.id, 2)
  expect(version.content).toBe('<p>Lock your screen.</p>')
  const { versions } = await services.versions.list(asked, document.id)
  expect(versions.map(({ number }) => number)).toEqual([2])
  expect((await services.documents.get(asked, document.id)).versions).toBe(1)
  await expect(services.versions.get(asked, document.id, 1)).rejects.toThrow(refused('not_found'))
  await expect(services.compare.between(asked, document.id, 2, 'draft')).rejects.toThrow(refused('not_found'))
  await expect(services.versions.get(bystander, document.id, 2)).rejects.toThrow(refused('not_found'))
})

test('archiving ends what is in effect; restoring gives a draft', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await expect(services.rounds.archive(people.manager, document.id, { reason: ' ' })).rejects.toThrow(
    refused('reason_required'),
  )
  await services.rounds.archive(people.manager, document.id, { reason: 'Replaced' })
  const archived = (await services.documents.get(people.manager, document.id)).document
  expect(archived).toMatchObject({
    status: 'archived',
    inEffect: false,
    archiveReason: 'Replaced',
    nextReviewDate: null,
  })
  await services.rounds.restore(people.manager, document.id)
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('draft')
})

test('revising an approved version keeps its authors from approving the next', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'One more thing' })
  const signerIds = [people.author.membershipId]
  await expect(services.rounds.submit(people.manager, document.id, { signerIds, changeSummary: 'x' })).rejects.toThrow(
    refused('author_cannot_approve'),
  )
  const outcome = await services.rounds.publishVersion(
    system(people),
    { roundId: round.id, renditionHash: 'any' },
    clock.now(),
  )
  expect(outcome).toEqual({ outcome: 'round_over', ending: 'canceled' })
})

test('a version that was sent back is not published, also when the next one is approved by then', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  // Its process waits for a printer that is away, and gets no signal meanwhile.
  await services.rounds.revise(people.manager, document.id, { reason: 'Wrong' })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const next = await services.rounds.submit(people.author, document.id, { signerIds, changeSummary: 'Mended' })
  await approve(services, people, next)
  expect(await publish(db, services, people, round)).toEqual({ outcome: 'round_over', ending: 'canceled' })
  expect(await publish(db, services, people, next)).toEqual({ outcome: 'published' })
  expect((await services.documents.get(people.author, document.id)).publication?.versionId).toBe(next.versionId)
})

test('an operator who cancels a process that waits to publish makes the document a draft, and says so', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await services.rounds.cancelRound(system(people), round.id, clock.now())
  const canceled = (await services.documents.get(people.author, document.id)).document
  expect(canceled).toMatchObject({
    status: 'draft',
    revisionReason: 'The approval process was canceled by an operator.',
  })
  const { notifications } = await services.notifications.list(people.author, { limit: 1 })
  expect(notifications[0]).toMatchObject({ kind: 'round_withdrawn' })

  // Of what came after it the canceled process changes nothing.
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const next = await services.rounds.submit(people.author, document.id, { signerIds, changeSummary: 'Again' })
  await approve(services, people, next)
  await services.rounds.cancelRound(system(people), round.id, clock.now())
  expect((await services.documents.get(people.author, document.id)).document.status).toBe('approved')
})

test('of a document in effect its readers are shown what took effect, and not what was said on the way', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'It was leaked' })
  const shownTo = async (actor: Parameters<typeof services.audit.ofDocument>[0]) =>
    (await services.audit.ofDocument(actor, document.id, { limit: 50 })).entries.map(({ action }) => action)
  const reader = await makeMember(db, people.organization, ['member'])
  expect(await shownTo(reader)).toEqual(['document.published', 'document.created'])
  const summary = await services.documents.get(reader, document.id)
  expect(summary).toMatchObject({ round: null, document: { revisionReason: null }, label: { major: 1, minor: 0 } })
  expect((await services.documents.get(people.author, document.id)).document.revisionReason).toBe('It was leaked')
  const [signer] = people.signers
  expect(await shownTo(signer ?? people.manager)).toContain('document.revised')
  const owner = await makeMember(db, people.organization, ['member'])
  await services.documents.change(people.manager, document.id, { ownerId: owner.membershipId })
  expect(await shownTo(owner)).toContain('signoff.approved')
})

test('the log and the owner are given the day for which a publication is planned', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  const sentences = async () =>
    (await services.audit.ofDocument(people.manager, document.id, { limit: 1 })).entries.map(activityEntry)
  await services.rounds.publish(people.manager, document.id, { effectiveDate: '2026-07-01' })
  expect(await sentences()).toMatchObject([{ sentence: ['planned to publish it on 1 Jul 2026'] }])
  const { notifications } = await services.notifications.list(people.author, { limit: 1 })
  expect(notifications[0]?.title).toBe(`Takes effect on 1 Jul 2026: ${document.identifier} Access control`)
  await services.rounds.publish(people.manager, document.id)
  expect(await sentences()).toMatchObject([{ sentence: ['planned to publish it'] }])
})

test('nothing is published without its stored PDF', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  const request = { roundId: round.id, renditionHash: 'f'.repeat(64) }
  await expect(services.rounds.publishVersion(system(people), request, clock.now())).rejects.toThrow(
    refused('rendition_missing'),
  )
  expect((await services.documents.get(people.author, document.id)).document.status).toBe('approved')
})

test('a reminder by hand reaches who has not decided, once an hour', async () => {
  const people = await makePeople(db, 2)
  const { document, round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, clock.now())
  expect(await services.rounds.remind(people.author, document.id)).toBe(2)
  expect(await services.rounds.remind(people.author, document.id)).toBe(0)
  const bystander = await makeMember(db, people.organization, ['author'])
  await expect(services.rounds.remind(bystander, document.id)).rejects.toThrow(refused('forbidden'))
})
