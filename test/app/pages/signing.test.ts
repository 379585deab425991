import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { renditions } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays } from '#domain/dates.ts'
import type { SignoffDetails } from '#domain/notifications/details.ts'
import { signoffMail } from '#domain/notifications/signoff-mail.ts'
import { detailsOf } from '#services/notifications/details.ts'
import { acceptAs, makeCampaign, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { makeDraft, makePeople, type People, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const database = await createTestDatabase()
const pages = await openPages(database)
const { db } = database
const { services } = pages

/** An office whose people have passwords, and a draft of its author. */
async function office(signers = 2) {
  const people = await makePeople(db, signers)
  await givePassword(db, people.author, people.manager, ...people.signers)
  const document = await makeDraft(services, people.author)
  return { people, document, at: `/${people.organization.slug}` }
}

async function submit(people: People, documentId: string, input: object = {}) {
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const round = await services.rounds.submit(people.author, documentId, { signerIds, ...input })
  await services.rounds.settleRound(system(people), round.id, new Date())
  return round
}

/** The one signer rejects, and the author writes another text. */
async function rejectAndRewrite(people: People, documentId: string, roundId: string, signer: Actor) {
  await services.signoffs.reject(signer, (await waitingFor(services, signer)).id, { comment: 'Name the scope' })
  await services.rounds.settleRound(system(people), roundId, new Date())
  const { revision } = await services.drafts.get(people.author, documentId)
  const content = { format: 'html' as const, body: '<p>Lock your screen when you leave the office.</p>' }
  await services.drafts.save(people.author, documentId, { revision, content })
}

const textOf = async (answer: Response | Promise<Response>) => {
  const html = await (await answer).text()
  const words = html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { html, words }
}
const READING = { org: 'org', identifier: 'POL', subjectId: '', document: 'POL', day: String }
const told = async (person: Actor) => (await services.notifications.list(person, { limit: 50 })).notifications

test('from the inbox, too, nobody signs without the statement of what is signed', async () => {
  const { people, document, at } = await office(1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  await submit(people, document.id)
  const { id, contentHash } = await waitingFor(services, signer)
  const as = await pages.signIn(signer.email)

  const unread = await textOf(pages.ask(`${at}/inbox?approve=${id}`, { as }))
  expect(unread.html, 'what was never opened').not.toContain('decide-dialog')
  await pages.ask(`${at}/sign/${id}`, { as })

  const inbox = await textOf(pages.ask(`${at}/inbox`, { as }))
  expect(inbox.html).toContain(`?approve=${id}`)
  expect(inbox.html).not.toContain('value="approve"')
  const asked = await textOf(pages.ask(`${at}/inbox?approve=${id}`, { as }))
  for (const words of [`Sign ${document.identifier} 1.0`, 'Access control', 'Initial : First version', contentHash]) {
    expect(asked.words).toContain(words)
  }
  expect(asked.words).toContain('I, Signer 1 , CISO , have read this version and approve it.')
  expect((await services.signoffs.get(signer, id)).signoff.status).toBe('pending')

  expect(asked.html).not.toContain(`value="${id}"`)
  const form = { decision: 'approve', comment: 'Fine' }
  const signed = await pages.ask(`${at}/inbox?approve=${id}&page=1`, { as, form })
  expect([signed.status, signed.headers.get('location')]).toEqual([302, `${at}/inbox?page=1`])
  const flash = signed.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const after = await textOf(pages.ask(`${at}/inbox`, { as: [as, ...flash].join('; ') }))
  expect(after.words).toContain(`Signed ${document.identifier} 1.0.`)
  expect((await services.signoffs.get(signer, id)).signoff).toMatchObject({ status: 'approved', comment: 'Fine' })
})

test('a text that is submitted again has a name of its own, the same in pages, log, mail and PDF', async () => {
  const { people, document, at } = await office(1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  const first = await submit(people, document.id)
  await rejectAndRewrite(people, document.id, first.id, signer)
  const second = await submit(people, document.id)
  const name = '1.0, second submission'
  const as = await pages.signIn(signer.email)
  const author = await pages.signIn(people.author.email)
  const { id } = await waitingFor(services, signer)

  for (const path of [`/inbox`, `/sign/${id}`, `/documents/${document.identifier}/approval`]) {
    expect((await textOf(pages.ask(at + path, { as }))).words, path).toContain(name)
  }
  const versions = await textOf(pages.ask(`${at}/documents/${document.identifier}/versions`, { as: author }))
  expect(versions.words).toContain(name)
  expect(versions.words).toContain('1.0, first submission')
  await services.renditions.pdf(signer, document.id, 2, 0).catch(() => {})
  const [print, mail] = await withActor(db, signer, async (tx) => [
    await tx.select({ model: renditions.model }).from(renditions),
    signoffMail('asks', 'by')((await detailsOf(tx, signer.orgId, { type: 'signoff', id })) as SignoffDetails, READING),
  ])
  expect(print).toMatchObject([{ model: { version: { label: name } } }])
  expect(mail).toMatchObject({ paragraphs: [`${document.identifier}, version ${name}, initial.`] })

  await services.signoffs.approve(signer, id)
  const log = await textOf(pages.ask(`${at}/documents/${document.identifier}/activity`, { as: author }))
  expect(log.words).toContain(`signed ${name} as approver`)
  expect(log.words).toContain('rejected 1.0')
  const { versions: listed } = await services.versions.list(people.author, document.id)
  expect(listed.map(({ roundLabel, submission }) => [roundLabel, submission])).toEqual([
    ['1.0', 2],
    ['1.0', 1],
  ])

  await services.rounds.settleRound(system(people), second.id, new Date())
  const approved = await textOf(pages.ask(`${at}/documents/${document.identifier}/versions`, { as: author }))
  expect(approved.words).not.toContain(name)
})

test('who decided before sees what changed since then, why it was sent back, and what was said', async () => {
  const { people, document, at } = await office(2)
  const [one, two] = people.signers
  if (!one || !two) throw new Error('two signers')
  const first = await submit(people, document.id, { message: 'Please read section 2' })
  await services.signoffs.approve(two, (await waitingFor(services, two)).id, { comment: 'Good work' })
  await rejectAndRewrite(people, document.id, first.id, one)
  await submit(people, document.id)

  for (const signer of [one, two]) {
    const { id } = await waitingFor(services, signer)
    const page = await textOf(pages.ask(`${at}/sign/${id}`, { as: await pages.signIn(signer.email) }))
    expect(page.words).toContain('1 change since you decided: 1.0, first submission')
    expect(page.html).toMatch(/<ins[^>]*>.*when you leave the office/)
    expect(page.words).toContain('Rejected by Signer 1')
    expect(page.words).toContain('Name the scope')
    expect(page.words).toContain('Good work')
    const whole = await textOf(pages.ask(`${at}/sign/${id}?since=0`, { as: await pages.signIn(signer.email) }))
    expect(whole.html).not.toContain('<ins')
    expect(whole.words).toContain('Lock your screen when you leave the office.')
  }
})

test('who signs for the first time reads the whole text, and may look at what changed since it was sent back', async () => {
  const { people, document, at } = await office(1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  const first = await submit(people, document.id)
  await rejectAndRewrite(people, document.id, first.id, signer)
  const newcomer = await makeMember(db, people.organization, ['approver'], { name: 'Nora New' })
  await givePassword(db, newcomer)
  await submit({ ...people, signers: [newcomer] }, document.id)

  const as = await pages.signIn(newcomer.email)
  const { id } = await waitingFor(services, newcomer)
  const page = await textOf(pages.ask(`${at}/sign/${id}`, { as }))
  expect(page.html).not.toContain('<ins')
  expect(page.words).toContain('Since it was sent back')
})

test('a request is passed on without scripts, and every page names both who signs and for whom', async () => {
  const { people, document, at } = await office(1)
  const [ben] = people.signers
  if (!ben) throw new Error('a signer')
  const chen = await makeMember(db, people.organization, ['member'], { name: 'Chen Wei', positionTitle: 'DPO' })
  await givePassword(db, chen)
  await submit(people, document.id)
  const { id } = await waitingFor(services, ben)
  const asBen = await pages.signIn(ben.email)
  const question = await textOf(pages.ask(`${at}/sign/${id}?decide=delegate`, { as: asBen }))
  expect(question.html).toMatch(new RegExp(`<option value="${chen.membershipId}"`))
  expect(question.html).not.toMatch(new RegExp(`<option value="${ben.membershipId}"`))

  const form = { decision: 'delegate', to: people.author.membershipId, reason: 'On leave' }
  const refused = await pages.ask(`${at}/sign/${id}?decide=delegate`, { as: asBen, form })
  expect(refused.status).toBe(409)
  expect((await textOf(refused)).words).toContain('Arno Author wrote part of this version and cannot approve it.')
  const passed = await pages.ask(`${at}/sign/${id}`, { as: asBen, form: { ...form, to: chen.membershipId } })
  expect([passed.status, passed.headers.get('location')]).toEqual([302, `${at}/sign/${id}`])
  expect((await textOf(pages.ask(`${at}/sign/${id}`, { as: asBen }))).words).toContain('Delegated to Chen Wei')

  const as = await pages.signIn(chen.email)
  const theirs = await waitingFor(services, chen)
  expect((await textOf(pages.ask(`${at}/inbox`, { as }))).words).toContain('Sign off 1.0 for Signer 1')
  const page = await textOf(pages.ask(`${at}/sign/${theirs.id}?decide=approve`, { as }))
  expect(page.words).toContain('I, Chen Wei , DPO , in the place of Signer 1 , have read this version')
  expect(page.words).toContain('On leave')
  expect(page.words, 'nobody passes it on again').not.toContain('Delegate…')
  const details = await withActor(db, chen, (tx) => detailsOf(tx, chen.orgId, { type: 'signoff', id: theirs.id }))
  expect(signoffMail('asks', 'by')(details as SignoffDetails, READING).paragraphs).toContain(
    'You are asked in the place of Signer 1, who says: “On leave”',
  )

  await pages.ask(`${at}/sign/${theirs.id}`, { as, form: { decision: 'approve' } })
  const author = await pages.signIn(people.author.email)
  const activity = await textOf(pages.ask(`${at}/documents/${document.identifier}/activity`, { as: author }))
  expect(activity.words).toContain('signed 1.0 as approver for Signer 1')
  expect(activity.words).toContain('in the place of Signer 1')
  const approval = await textOf(pages.ask(`${at}/documents/${document.identifier}/approval`, { as: author }))
  expect(approval.words).toContain('Signed for Signer 1')
  await services.renditions.pdf(chen, document.id, 1, 0).catch(() => {})
  const print = await withActor(db, chen, (tx) => tx.select({ model: renditions.model }).from(renditions))
  expect(print[0]?.model.signatures).toMatchObject([{ name: 'Chen Wei', onBehalfOf: 'Signer 1' }])
})

test('the author finds the form of a submission filled in as it was', async () => {
  const { people, document, at } = await office(2)
  const [one] = people.signers
  if (!one) throw new Error('a signer')
  const dueDate = '2126-03-04'
  const first = await submit(people, document.id, { dueDate, message: 'Please read section 2' })
  await rejectAndRewrite(people, document.id, first.id, one)
  const as = await pages.signIn(people.author.email)
  const { html } = await textOf(pages.ask(`${at}/documents/${document.identifier}/submit`, { as }))
  const boxes = [...html.matchAll(/<input[^>]*name="signerIds"[^>]*>/g)].map(([box]) => box)
  const ticked = boxes.filter((box) => box.includes('checked'))
  for (const { membershipId } of people.signers) expect(ticked.join()).toContain(membershipId)
  expect(ticked).toHaveLength(2)
  expect(html).toContain(`value="${dueDate}"`)
  expect(html).toContain('Please read section 2')
})

test('who had signed is notified once when the text is sent back, and the author gets one message that says why', async () => {
  const { people, document } = await office(2)
  const [one, two] = people.signers
  if (!one || !two) throw new Error('two signers')
  const first = await submit(people, document.id)
  await services.signoffs.approve(two, (await waitingFor(services, two)).id)
  const before = (await told(people.author)).length
  await rejectAndRewrite(people, document.id, first.id, one)
  const kinds = async (person: Actor) => (await told(person)).map(({ kind }) => kind)
  expect(await kinds(two)).toContain('signature_void')
  expect(await kinds(one)).not.toContain('signature_void')
  expect((await kinds(people.author)).slice(0, -before)).toEqual(['round_rejected'])
})

test('the approval tab counts people', async () => {
  const { people, document, at } = await office(2)
  const [one] = people.signers
  if (!one) throw new Error('a signer')
  await submit(people, document.id)
  await services.signoffs.approve(one, (await waitingFor(services, one)).id)
  const as = await pages.signIn(people.author.email)
  const page = await textOf(pages.ask(`${at}/documents/${document.identifier}`, { as }))
  expect(page.words).toMatch(/Approval 1 of 2 signed/)
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})

/** A document in effect that everybody is asked to accept, once its end was reached. */
async function askedToAccept() {
  const { people, at } = await office(1)
  const { campaign, document } = await makeCampaign(pages.deps, services, people, { readsToEnd: true })
  await settleAll(services, campaign, new Date())
  return { people, campaign, document, at }
}

test('without scripts a text is read and accepted, and the record has no times of reading', async () => {
  const { people, campaign, at } = await askedToAccept()
  const as = await pages.signIn(people.author.email)
  const read = `${at}/my/policies/${campaign.id}`
  expect((await textOf(pages.ask(`${at}/my/policies`, { as }))).html).toContain(`href="${read}"`)
  const { html, words } = await textOf(pages.ask(read, { as }))
  expect(words).toContain('I have read this document and will follow it.')
  expect(html.indexOf('Lock your screen')).toBeLessThan(html.indexOf('>Accept <!-- -->1.0'))
  const contentHash = /name="contentHash" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''

  const stale = await textOf(pages.ask(read, { as, form: { contentHash: '0'.repeat(64) } }))
  expect(stale.words).toContain('Version 1.0 is in effect now. Read it, then accept it.')
  const unread = await textOf(pages.ask(read, { as, form: { contentHash, reachedEnd: 'no', sections: '[]' } }))
  expect(unread.words).toContain('Read the document to its end first.')
  expect((await pages.ask(read, { as, form: { contentHash } })).headers.get('location')).toBe(`${at}/my/policies`)
  expect((await textOf(pages.ask(`${at}/my/policies`, { as }))).words).toContain('Nothing to read')
  const { rows } = await services.campaigns.acknowledgments(people.manager, { campaignId: campaign.id }, { limit: 5 })
  expect(rows.map(({ acknowledgment }) => acknowledgment)).toMatchObject([{ reachedEnd: null, sections: null }])
})

test('whoever launches a campaign sees exactly whom it asks before, and what is wrong with it in words', async () => {
  const { people, document, at } = await askedToAccept()
  const as = await pages.signIn(people.manager.email)
  const address = `${at}/campaigns/new?document=${document.identifier}`
  const audience = { 'roles[]': ['approver'], 'people.words': 'Arno Author' }
  const preview = await textOf(pages.ask(address, { as, form: { ...audience, preview: '1' } }))
  expect(preview.words).toContain('This asks 2 people today.')
  expect(preview.words).toMatch(/Arno Author .*Signer 1/)

  const form = {
    ...audience,
    dueDate: '2020-01-01',
    statement: ' ',
    remindEvery: 'x',
    escalateAfter: '',
    recurrence: 'none',
  }
  const wrong = await textOf(pages.ask(address, { as, form }))
  for (const sentence of ['Write what people accept', 'Write a whole number']) expect(wrong.words).toContain(sentence)
  const late = await textOf(pages.ask(address, { as, form: { ...form, statement: 'Read', remindEvery: '5' } }))
  expect(late.words).toContain('The due date must be after today.')
  const right = {
    ...form,
    statement: 'Read',
    remindEvery: '5',
    dueDate: addDays(new Date().toISOString().slice(0, 10), 9),
  }
  const launched = await pages.ask(address, { as, form: right })
  expect(launched.headers.get('location')).toMatch(new RegExp(`^${at}/campaigns/[0-9a-f-]{36}$`))
})

test('whoever runs a campaign sees who is how far, takes the list along, and closes it with a reason', async () => {
  const { people, campaign, at } = await askedToAccept()
  await acceptAs(services, people.author, campaign.id, { reachedEnd: true })
  const as = await pages.signIn(people.manager.email)
  const here = `${at}/campaigns/${campaign.id}`
  expect((await textOf(pages.ask(here, { as }))).words).toMatch(/33 % ?1 of 3/)
  expect((await textOf(pages.ask(`${here}?show=accepted`, { as }))).words).not.toContain('Not opened Signer')
  const csv = await (await pages.ask(`${here}/export.csv`, { as })).text()
  expect(csv.split('\r\n').filter((line) => /Arno Author|Mara Manager|Signer 1/.test(line))).toHaveLength(3)
  const refused = await textOf(pages.ask(here, { as, form: { command: 'close', reason: '' } }))
  expect(refused.words).toContain('Say why')
  await pages.ask(here, { as, form: { command: 'close', reason: 'The wrong audience' } })
  expect((await textOf(pages.ask(here, { as }))).words).toMatch(/Closed.*The wrong audience/)
})

test('without scripts each paragraph leads to a form for a comment, and back; all comments are on one page', async () => {
  const { people, document, at } = await office(1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  await submit(people, document.id)
  const { id } = await waitingFor(services, signer)
  const as = await pages.signIn(signer.email)
  const author = await pages.signIn(people.author.email)

  const page = await textOf(pages.ask(`${at}/sign/${id}`, { as }))
  const link = /class="pin-link" href="([^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const ask = await textOf(pages.ask(link, { as }))
  expect(ask.words).toContain('Comment on this paragraph Lock your screen.')
  const send = (form: Record<string, string>, to = link, who = as) => pages.ask(to, { as: who, form })
  const wrong = await send({ intent: 'make', block: '0', quote: 'your phone', body: 'And <b>the door</b>?' })
  expect(wrong.status).toBe(422)
  const again = await textOf(wrong)
  expect(again.words).toContain('these words do not stand in it')
  expect(again.html).toContain('And &lt;b&gt;the door&lt;/b&gt;?')
  const made = await send({ intent: 'make', block: '0', quote: 'your screen', body: 'And <b>the door</b>?' })
  expect([made.status, made.headers.get('location')]).toEqual([302, `${at}/sign/${id}#p0`])

  const all = `${at}/documents/${document.identifier}/comments`
  const read = await textOf(pages.ask(all, { as: author }))
  expect(read.words).toContain('Comments on 1.0 1 comment, 1 open')
  expect(read.html).toContain('And &lt;b&gt;the door&lt;/b&gt;?')
  const comment = /name="comment" value="([^"]+)"/.exec(read.html)?.[1] ?? ''
  const answer = { intent: 'answer', comment, number: '1', body: 'That is another policy.' }
  const answered = await send(answer, `${all}?version=1`, author)
  expect([answered.status, answered.headers.get('location')]).toEqual([302, `${all}?version=1#c1`])
  await send({ intent: 'resolve', comment, number: '1' }, `${all}?version=1`, author)
  const settled = await textOf(pages.ask(all, { as }))
  expect(settled.words).toContain('1 comment, 0 open')
  expect(settled.words).toContain('Resolved by Arno Author')
  expect(settled.words).toContain('That is another policy.')
})
