import { describe, expect, test } from 'vitest'
import { addDays, dateIn } from '#domain/dates.ts'
import type { Role } from '#domain/roles.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { approve, system } from '#test/support/steps.ts'

/*
 * What the server answers to forms, as browsers without scripts send them: a refusal says why, at the field, with the
 * status of a refusal, and what was typed stands there still.
 */
const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const { services } = pages

/** Ahead of the server's clock by so much that it is another day there for most of ours. */
const ZONE = 'Pacific/Kiritimati'
const organization = await makeOrganization(db)
const person = async (...roles: Role[]) => {
  const actor = await makeMember(db, organization, roles)
  await givePassword(db, actor)
  return { actor, as: await pages.signIn(actor.email) }
}
const ada = await person('admin', 'compliance_manager')
const gus = await person('member')
const miguel = await person('approver')
await services.organizations.change(ada.actor, { timeZone: ZONE })

const at = (path: string) => `/${organization.slug}${path}`
const read = async (path: string, as = ada.as) => {
  const answer = await pages.ask(at(path), { as })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const send = async (path: string, form: Record<string, string | string[]>, as = ada.as) => {
  const answer = await pages.ask(at(path), { as, form })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const write = () =>
  services.documents.create(ada.actor, {
    kind: 'policy',
    category: 'access_control',
    title: 'Doors',
    content: { format: 'html', body: '<p>Shut.</p>' },
  })
async function approved() {
  const document = await write()
  const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
  const round = await services.rounds.submit(ada.actor, document.id, { signerIds: [miguel.actor.membershipId] })
  await services.rounds.settleRound(system(people), round.id, new Date())
  await approve(services, people, round, new Date())
  return document
}
const statusOf = async (id: string) => (await services.documents.get(ada.actor, id)).document.status

/** The boxes of a name that are ticked. */
const ticked = (html: string, name: string): (string | undefined)[] =>
  (html.match(/<input[^>]*type="checkbox"[^>]*>/g) ?? [])
    .filter((box) => box.includes(`name="${name}"`) && box.includes('checked'))
    .map((box) => /value="([^"]*)"/.exec(box)?.[1])

describe('a command', () => {
  test('whose reason is too long is refused at the reason, which stays', async () => {
    const { identifier } = await write()
    const reason = `Because ${'of that, '.repeat(300)}`
    const { status, html } = await send(`/documents/${identifier}/archive`, { reason })
    expect(status).toBe(422)
    expect(html).toContain('Write at most 2,000 characters')
    expect(html).toContain(reason)
    expect(await statusOf(identifier)).toBe('draft')
  })

  test('for a day that is none is refused at the day', async () => {
    const { identifier } = await approved()
    for (const effectiveDate of ['', 'soon']) {
      const { status, html } = await send(`/documents/${identifier}/publish`, { when: 'date', effectiveDate })
      expect([status, html.includes('Write a date as 2026-12-31')]).toEqual([422, true])
    }
  })

  test('can be planned from tomorrow on, by the calendar of the organization', async () => {
    const { identifier } = await approved()
    const { html } = await read(`/documents/${identifier}/publish`)
    const tomorrow = addDays(dateIn(new Date(), ZONE), 1)
    expect(html.match(/<input[^>]*name="effectiveDate"[^>]*>/)?.[0]).toContain(`min="${tomorrow}"`)
  })

  test('has no page where it is not possible: that is said before anything is typed', async () => {
    const { identifier } = await approved()
    for (const [command, sentence] of [
      ['withdraw', 'A document that is approved cannot be withdrawn.'],
      ['restore', 'A document that is approved cannot be restored.'],
      ['delete', 'A document that is approved cannot be deleted.'],
    ] as const) {
      const { status, html } = await read(`/documents/${identifier}/${command}`)
      expect([status, html.includes(sentence)]).toEqual([409, true])
    }
    const { id, identifier: saved } = await write()
    await services.versions.save(ada.actor, id, { changeSummary: 'First', abstract: '' })
    expect((await read(`/documents/${saved}/delete`)).html).toContain('because of its versions')
  })

  test('has no page for whoever may not give it', async () => {
    const { id, identifier } = await write()
    await services.documents.change(ada.actor, id, { secondOwnerId: gus.actor.membershipId })
    for (const command of ['archive', 'publish', 'delete']) {
      const { status, html } = await read(`/documents/${identifier}/${command}`, gus.as)
      expect([command, status]).toEqual([command, 403])
      expect(html).toMatch(/It takes the role .*compliance manager/)
    }
  })
})

describe('what was typed before somebody had to sign in', () => {
  const showAgain = async (path: string, fields: [string, string][], as = ada.as) => {
    const headers = { cookie: as, origin: pages.url, 'content-type': 'text/plain' }
    const asked = { method: 'POST', body: JSON.stringify(fields), headers, redirect: 'manual' } as const
    const answer = await fetch(pages.url + at(path), asked)
    return { status: answer.status, html: await answer.text() }
  }

  test('is shown again, and nothing is done with it', async () => {
    const { id, identifier } = await write()
    const archive = await showAgain(`/documents/${identifier}/archive`, [['reason', 'Nobody reads it']])
    expect([archive.status, archive.html.includes('You were signed out before this was sent.')]).toEqual([422, true])
    expect(archive.html).toContain('Nobody reads it')
    expect(await statusOf(id)).toBe('draft')
  })

  test('with those who were chosen to sign', async () => {
    const { id, identifier } = await write()
    const { membershipId } = miguel.actor
    const { html } = await showAgain(`/documents/${identifier}/submit`, [
      ['signerIds', membershipId],
      ['message', 'Before Friday, please'],
      ['publication', 'on_approval'],
    ])
    expect(html).toContain('Before Friday, please')
    const boxes = html.match(/<input[^>]*name="signerIds"[^>]*>/g)?.filter((box) => box.includes('checked')) ?? []
    expect(boxes.map((box) => box.includes(membershipId))).toEqual([true])
    expect(await statusOf(id)).toBe('draft')
  })

  test('with the question that it answers', async () => {
    const { id } = await write()
    const round = await services.rounds.submit(ada.actor, id, { signerIds: [miguel.actor.membershipId] })
    const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
    await services.rounds.settleRound(system(people), round.id, new Date())
    const { signoffs } = await services.signoffs.waiting(miguel.actor)
    const signoff = signoffs.find(({ document }) => document.id === id)?.signoff.id ?? ''
    const fields: [string, string][] = [
      ['decision', 'reject'],
      ['comment', 'Name the doors'],
    ]
    const { html } = await showAgain(`/sign/${signoff}`, fields, miguel.as)
    expect(html).toContain('Reject version 1.0')
    expect(html).toContain('Name the doors')
    expect((await services.signoffs.get(miguel.actor, signoff)).signoff.status).toBe('pending')
  })
})

describe('the draft without scripts', () => {
  test('that is not saved says why and keeps the text', async () => {
    const { identifier } = await write()
    const markdown = `My words. ${'x'.repeat(2_000_000)}`
    const { status, html } = await send(`/documents/${identifier}/edit`, { revision: '1', markdown })
    expect(status).toBe(422)
    expect(html).toContain('Not saved: Write at most 2,000,000 characters')
    expect(html).toContain('My words. x')
  })

  test('that somebody else has changed says who, and keeps the text', async () => {
    const { id, identifier } = await write()
    await services.drafts.save(ada.actor, id, { revision: 1, content: { format: 'html', body: '<p>Open.</p>' } })
    const { status, html } = await send(`/documents/${identifier}/edit`, { revision: '1', markdown: 'My words.' })
    expect(status).toBe(409)
    expect(html).toContain(`${ada.actor.name}<!-- --> changed this draft`)
    expect(html).toContain('My words.')
  })
})

describe('a text in Markdown', () => {
  const body = '# Doors & windows\n\nSee [the plan](../plan.pdf), it <!-- is it? --> is new.'

  test('gives its document its title, and says before it is submitted what was left out of it', async () => {
    const made = await send('/documents/new', { kind: 'policy', title: '', category: 'encryption', markdown: body })
    const identifier = /documents\/([^/]+)\/edit/.exec(made.headers.get('location') ?? '')?.[1]
    const pages = [`/documents/${identifier}/edit`, `/documents/${identifier}/submit`]
    for (const page of pages) {
      const { html } = await read(page)
      expect(html).toContain('Doors &amp; windows')
      expect(html.match(/line 3<\/span> <span[^>]*>[^<]*/g)).toEqual([
        expect.stringContaining('The link to “../plan.pdf” was left out'),
        expect.stringContaining('The comment “is it?” was left out'),
      ])
    }
    expect((await send(pages[0] ?? '', { intent: 'dismiss' })).html).not.toContain('plan.pdf')
    for (const page of pages) expect((await read(page)).html).not.toContain('plan.pdf')
  })

  test('without a title anywhere is refused at the title, and stays', async () => {
    const form = { kind: 'policy', title: '', category: 'encryption', markdown: 'Just text.' }
    const { status, html } = await send('/documents/new', form)
    expect([status, html.includes('Write a title'), html.includes('Just text.')]).toEqual([422, true, true])
  })

  test('that is written into a draft without scripts says there what was left out', async () => {
    const { identifier } = await write()
    await send(`/documents/${identifier}/edit`, { revision: '1', markdown: '- [ ] a\n- ![b](c.png)' })
    const { html } = await read(`/documents/${identifier}/edit`)
    expect(html).toContain('line 2</span> <span dir="auto">The picture “b” was left out')
  })
})

describe('the address that the editor saves to', () => {
  const save = async (identifier: string, body: string) =>
    (
      await fetch(pages.url + at(`/documents/${identifier}/draft`), {
        method: 'POST',
        body,
        headers: { cookie: ada.as, origin: pages.url, 'content-type': 'application/json' },
      })
    ).status

  test('refuses what no editor sends', async () => {
    const { identifier } = await write()
    for (const body of ['{', 'null', '"text"', '']) expect([body, await save(identifier, body)]).toEqual([body, 400])
  })

  test('keeps no copy of a text or of variables that could not be saved as a draft', async () => {
    const { identifier } = await write()
    const before = (await services.library.list(ada.actor, {})).total
    const copies = [
      { html: 7, variables: [] },
      { html: '<p>Mine</p>', variables: 'all of them' },
      { html: '<p>Mine</p>', variables: [{ name: 'Not A Name', label: '', type: 'text', value: null }] },
    ]
    for (const copy of copies) expect(await save(identifier, JSON.stringify({ ...copy, copy: true }))).toBe(400)
    expect((await services.library.list(ada.actor, {})).total).toBe(before)
  })
})

describe('boxes of a refused form stay as they were ticked', () => {
  test('in the settings of the organization', async () => {
    const form = { name: '', timeZone: 'UTC', 'workingDays[]': ['2', '7'], authorsMayApprove: 'on' }
    const { status, html } = await send('/settings/organization', form)
    expect(status).toBe(422)
    expect(ticked(html, 'workingDays[]')).toEqual(['2', '7'])
    expect(ticked(html, 'authorsMayApprove')).toHaveLength(1)
  })

  test('and of a member, even when none is ticked', async () => {
    const path = `/settings/members/${gus.actor.membershipId}`
    const { status, html } = await send(path, { managerId: '', 'workingDays[]': ['6'] })
    expect(status).toBe(422)
    expect([ticked(html, 'roles[]'), ticked(html, 'workingDays[]')]).toEqual([[], ['6']])
  })
})

describe('the last admin', () => {
  const path = `/settings/members/${ada.actor.membershipId}`

  test('is told so where they would be removed, and stays admin', async () => {
    const { html } = await read(path)
    expect(html).not.toContain(`${path}/remove`)
    expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*aria-describedby="last-admin"[^>]*>Remove…/)
    expect(html).toContain('id="last-admin"')
    const admin = html.match(/<input[^>]*name="roles\[\]"[^>]*>/g)?.find((box) => box.includes('value="admin"'))
    expect(admin).toMatch(/aria-disabled="true"/)
    expect(admin).not.toMatch(/\sdisabled/)
  })

  test('can be removed once there is another one', async () => {
    const other = await makeMember(db, organization, ['admin'])
    expect((await read(path)).html).toContain(`${path}/remove`)
    await services.members.remove(ada.actor, other.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  })
})

describe('an approval definition', () => {
  const address = '/settings/approval-definitions/new'
  const step = (key: string, name: string, more: Record<string, string> = {}) => ({
    [`${key}.name`]: name,
    [`${key}.mode`]: 'decides',
    [`${key}.who`]: 'role:approver',
    [`${key}.rule`]: 'all',
    [`${key}.dayKind`]: 'business',
    [`${key}.overdueAction`]: 'remind',
    ...more,
  })
  const two = {
    type: 'approval',
    name: 'Two lines',
    step: ['s1', 's2'],
    ...step('s1', 'First'),
    ...step('s2', 'Second'),
  }
  const order = (html: string) => [...html.matchAll(/name="step" value="(s\d+)"/g)].map(([, key]) => key)

  test('is drawn with its form alone: each button brings the whole form back, and saves nothing', async () => {
    const added = await send(address, { intent: 'add:s1', ...two, 's2.notification': 'Kept words', 's2.days': 'soon' })
    expect([added.status, order(added.html)]).toEqual([200, ['s1', 's3', 's2']])
    expect(added.html).toContain('Kept words')
    expect(added.html).toContain('value="soon"')
    expect(order((await send(address, { intent: 'down:s1', ...two })).html)).toEqual(['s2', 's1'])
    const chosen = await send(address, { intent: 'take:s1', ...two, 's1.who.add': 'owner' })
    expect(chosen.html).toContain('value="drop:s1:who:owner"')
    expect((await services.approvalDefinitions.list(ada.actor)).total).toBe(0)
  })

  test('says at its step what is wrong', async () => {
    const { status, html } = await send(address, {
      intent: 'save',
      ...two,
      's2.rule': 'quorum',
      's2.quorum': '7',
      's2.notification': 'Kept words',
    })
    expect(status).toBe(422)
    expect(html).toContain('Step 2, how many: 7 is more than the')
    expect(html).toContain('href="#f-s2-quorum"')
    expect(html).toContain('id="f-s2-quorum"')
    expect(html).toContain('Kept words')
  })

  test('is tried before it is saved, with a document or with what one could be like', async () => {
    const nothing = await send(address, { intent: 'try', ...two, 'try.document': 'POL-XX-999' })
    expect([nothing.status, nothing.html.includes('There is no document “POL-XX-999”')]).toEqual([422, true])
    expect(nothing.html).toContain('value="Two lines"')
    const { identifier } = await write()
    const { status, html } = await send(address, { intent: 'try', ...two, 's1.days': '2', 'try.document': identifier })
    expect([status, html.includes(`If ${identifier} were submitted now`)]).toEqual([200, true])
    expect(html).toContain('is asked more than once, in steps 1 and 2')
  })

  test('is saved, made the default, changed in a new version, and retired only once another takes its place', async () => {
    const saved = await send(address, { intent: 'save', ...two })
    expect(saved.status).toBe(302)
    const page = (saved.headers.get('location') ?? '').replace(`/${organization.slug}`, '')
    expect((await read(page)).html).toContain('Save as version 2')
    await send(page, { intent: 'default' })
    const list = (await read('/settings/approval-definitions')).html
    expect(list).toContain('First all of the approvers; then all of the approvers.')
    expect(list).toMatch(/Default for(<!-- --> | )all documents|Default for <!-- -->all documents/)
    const changed = await send(page, { intent: 'save', ...two, step: ['s1'], 's1.who': ['role:approver', 'owner'] })
    const next = (changed.headers.get('location') ?? '').replace(`/${organization.slug}`, '')
    const versions = (await read(`${next}/versions`)).html
    expect(versions).toContain('all of the approvers and the owner')
    expect(versions).toContain('Second')
    await send(next, { intent: 'retire' })
    expect((await read(next)).html).toContain('Save as version 3')
    expect((await read(page)).html).toContain('Open version')
  })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
