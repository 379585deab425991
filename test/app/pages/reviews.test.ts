import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { makePeople } from '#test/support/rounds.ts'

const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages

/** An organization with a document in effect that was to be reviewed some days ago. */
async function office() {
  const people = await makePeople(database.db, 1)
  const published = new Date(Date.now() - 370 * 86_400_000)
  const document = await makeInEffect(database.db, services, people, published)
  await givePassword(database.db, people.author)
  const as = await pages.signIn(people.author.email)
  const ask = (path: string, form?: Record<string, string>) =>
    pages.ask(`/${people.organization.slug}${path}`, { as, form })
  const now = async () => (await services.documents.get(people.manager, document.id)).document
  return { people, document, ask, now, page: `/reviews/${document.identifier}` }
}
const read = async (answer: Promise<Response>) => {
  const response = await answer
  return { status: response.status, html: await response.text() }
}

test('a late review stands first in the list, and its page asks the owner for an answer', async () => {
  const { ask, page, document } = await office()
  const list = await read(ask('/reviews?due=overdue'))
  expect(list.html).toContain(document.identifier)
  expect(list.html).toMatch(/\d days late/)
  const { html } = await read(ask(page))
  expect(html).toContain('Is Access control still right?')
  expect(html).toContain('Confirm unchanged')
  expect((await read(ask('/reviews?due=90'))).html).toContain('Nothing is due here')
})

test('the calendar has it on its day', async () => {
  const { ask, now, document } = await office()
  const day = (await now()).nextReviewDate ?? ''
  const { html } = await read(ask(`/reviews/calendar?month=${day.slice(0, 7)}`))
  expect(html).toContain(document.identifier)
  expect((await read(ask('/reviews/calendar?month=2031-13'))).status).toBe(200)
})

test('a review that is found right is done, and another answer to the same review is refused', async () => {
  const { ask, page, now, document } = await office()
  const dueOn = (await now()).nextReviewDate ?? ''
  const form = { answer: 'still_right', note: 'Read it', dueOn, evidenceUrl: '', evidenceLabel: '' }
  expect((await ask(page, form)).status).toBe(302)
  expect((await now()).nextReviewDate).not.toBe(dueOn)
  const again = await read(ask(page, form))
  expect(again.status).toBe(409)
  expect(again.html).toContain('Somebody has answered this review')
  expect((await read(ask('/reviews?view=done'))).html).toContain(document.identifier)
})

test('what has to change is asked for by what was chosen, and is said where it is missing', async () => {
  const { ask, page, now } = await office()
  const dueOn = (await now()).nextReviewDate ?? ''
  const missing = await read(ask(page, { answer: 'needs_change', change: ' ', dueOn }))
  expect(missing.status).toBe(422)
  expect(missing.html).toContain('Say what has to change')
  expect((await ask(page, { answer: 'needs_change', change: 'Old names', dueOn })).status).toBe(302)
  expect(await now()).toMatchObject({ status: 'draft', revisionReason: 'Old names', nextReviewDate: dueOn })
})

test('an address that is none is refused at its field, and what was typed stays', async () => {
  const { ask, page, now } = await office()
  const dueOn = (await now()).nextReviewDate ?? ''
  const form = {
    answer: 'still_right',
    note: 'Kept words',
    dueOn,
    evidenceUrl: 'javascript:alert(1)',
    evidenceLabel: '',
  }
  const { status, html } = await read(ask(page, form))
  expect(status).toBe(422)
  expect(html).toContain('Write an address that begins with https://')
  expect(html).toContain('Kept words')
})

test('who does not answer for a document reads its review and is offered no answer', async () => {
  const { people, page, document } = await office()
  const reader = await makeMember(database.db, people.organization, ['member'])
  await givePassword(database.db, reader)
  const as = await pages.signIn(reader.email)
  const { html } = await read(pages.ask(`/${people.organization.slug}${page}`, { as }))
  expect(html).toContain(document.identifier)
  expect(html).not.toContain('Confirm unchanged')
  const sent = await pages.ask(`/${people.organization.slug}${page}`, {
    as,
    form: { answer: 'still_right', dueOn: '2030-01-01' },
  })
  expect(sent.status).toBe(403)
})

test('the list is a file by the same filter, and so is what was reviewed, with notes that no spreadsheet carries out', async () => {
  const { ask, page, now, document } = await office()
  const lines = async (path: string) => (await (await ask(path)).text()).trim().split('\r\n')
  const dueOn = (await now()).nextReviewDate ?? ''
  const late = await ask('/reviews/export.csv?due=overdue')
  expect(late.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(late.headers.get('content-disposition')).toMatch(/^attachment; filename="org-\w+-reviews-due\.csv"$/)
  expect((await late.text()).split('\r\n')[1]).toBe(
    `"${document.identifier}","Access control","Arno Author","${dueOn}","",""`,
  )
  expect(await lines('/reviews/export.csv?due=90')).toHaveLength(1)
  const form = { answer: 'still_right', note: '=SUM(A1)', dueOn, evidenceUrl: 'https://wiki.example/list' }
  expect((await ask(page, { ...form, evidenceLabel: 'List' })).status).toBe(302)
  const [, made] = await lines('/reviews/export.csv?view=done')
  expect(made).toContain(`"${document.identifier}","Access control","1.0","Still right","Arno Author"`)
  expect(made).toContain(`"'=SUM(A1)","List (https://wiki.example/list)"`)
})

test('a feed is made on its page, and a calendar reads it without a session until it is revoked', async () => {
  const { ask, document } = await office()
  const made = await read(ask('/reviews/feeds', { make: 'own' }))
  const feed = /\/calendars\/[\w-]{43}\/reviews\.ics/.exec(made.html)?.[0] ?? ''
  expect((await read(ask('/reviews/feeds'))).html).not.toContain(feed)
  const first = await pages.ask(feed)
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(await first.text()).toContain(`SUMMARY:Review ${document.identifier}`)
  const [etag, since] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? '']
  const again = async (headers: Record<string, string>) => (await pages.ask(feed, { headers })).status
  expect(await again({ 'if-none-match': etag })).toBe(304)
  expect(await again({ 'if-none-match': 'W/"other"', 'if-modified-since': since })).toBe(200)
  expect(await again({ 'if-modified-since': since })).toBe(304)
  expect(await again({ 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' })).toBe(200)
  const id = /name="revoke" value="([^"]+)"/.exec((await read(ask('/reviews/feeds'))).html)?.[1] ?? ''
  expect((await ask('/reviews/feeds', { revoke: id })).status).toBe(302)
  expect((await pages.ask(feed)).status).toBe(410)
  expect((await pages.ask(`/calendars/${'A'.repeat(43)}/reviews.ics`)).status).toBe(404)
})

test('who guesses addresses of feeds is asked to wait, and a calendar that knows one is not', async () => {
  const { ask } = await office()
  const { html } = await read(ask('/reviews/feeds', { make: 'own' }))
  const feed = /\/calendars\/[\w-]{43}\/reviews\.ics/.exec(html)?.[0] ?? ''
  const guesses = Array.from({ length: 61 }, (_, n) => pages.ask(`/calendars/${'B'.repeat(40)}${100 + n}/reviews.ics`))
  const refused = (await Promise.all(guesses)).filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await pages.ask(feed)).status).toBe(200)
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
