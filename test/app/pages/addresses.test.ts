import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import { IMAGE_LIMITS, IMAGE_REFUSALS } from '#domain/attachments/image.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import type { Role } from '#domain/roles.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { png } from '#test/support/images.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { approve, publish, system } from '#test/support/steps.ts'

/*
 * What pages make of their address: whatever stands in it is a page or a refusal in words, and a link to another part of
 * a list leaves the rest of the address as it is.
 */
const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const { services } = pages
const organization = await makeOrganization(db)
const person = async (name: string, ...roles: Role[]) => {
  const actor = await makeMember(db, organization, roles, { name })
  await givePassword(db, actor)
  return { actor, as: await pages.signIn(actor.email) }
}
const ada = await person('Ada Okafor', 'admin', 'compliance_manager')
const gus = await person('Gus Almeida', 'member')
const miguel = await person('Miguel Santos', 'approver')
const home = `/${organization.slug}`

const read = async (path: string, as = ada.as) => {
  const answer = await pages.ask(home + path, { as })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const write = (title: string) =>
  services.documents.create(ada.actor, {
    kind: 'policy',
    category: 'access_control',
    title,
    content: { format: 'html', body: '<p>Shut.</p>' },
  })
/** The addresses of a page's links that are called so. */
const links = (html: string, words: string) =>
  [...html.matchAll(/<a[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)]
    .filter(([, , text]) => text === words)
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))

const { id, identifier } = await write('Doors')
await services.versions.save(ada.actor, id, { changeSummary: 'First', abstract: '' })

describe('what names nothing', () => {
  test.each([
    '/sign/nonsense',
    '/settings/members/nonsense',
    '/settings/members/nonsense/remove',
    '/documents/%00',
    `/documents/${identifier}/versions/99999999999`,
    '/notifications?before=nonsense',
  ])('%s is not found, and no bug', async (path) => {
    const { status, html } = await read(path)
    expect([status, html.includes('It does not exist, or it is not yours to see.')]).toEqual([404, true])
  })

  test.each([
    '/audit?before=1e300&from=nonsense&who=nonsense',
    `/documents/${identifier}/activity?before=-1`,
    `/documents/${identifier}/versions?before=1.5`,
    '/documents?sort=color&category=nonsense',
    '/settings/members?page=1e300',
    '/search?q=%00',
  ])('%s shows what there is', async (path) => {
    expect((await read(path)).status).toBeLessThan(400)
  })

  test('a form that holds what cannot be kept comes back with what was typed', async () => {
    const form = { kind: 'policy', title: 'Doors\0', category: 'encryption', description: 'Kept.', markdown: '' }
    const answer = await pages.ask(`${home}/documents/new`, { as: ada.as, form })
    const html = await answer.text()
    expect([answer.status, html.includes('This has a control character (U+0000).')]).toEqual([422, true])
    expect(html).toContain('value="Kept."')
  })

  test('nothing of it was a bug', () => expect(pages.bugs).toEqual([]))
})

test('a page of the library beyond its end leads to the last one', async () => {
  const { status, headers } = await read('/documents?status=draft&page=400')
  expect([status, headers.get('location')]).toEqual([302, `${home}/documents?status=draft&page=1`])
})

test('the order of a list is said in words', async () => {
  const { html } = await read('/documents?sort=-nextReviewDate')
  expect(/<caption[^>]*>([^<]*)/.exec(html)?.[1]).toMatch(/, sorted by next review, downward$/)
})

test('an address that names no organization leads to the document in the one used last', async () => {
  const as = `${ada.as}; ${(await read('/documents')).headers.getSetCookie()[0]?.split(';')[0]}`
  const leads = async (path: string) => (await pages.ask(path, { as })).headers.get('location')
  expect(await leads(`/policies/${identifier}/versions?before=2`)).toBe(
    `${home}/documents/${identifier}/versions?before=2`,
  )
  expect(await leads('/procedures?status=draft')).toBe(`${home}/procedures?status=draft`)
  expect(await leads('/')).toBe(home)
})

describe('the way through a list', () => {
  test('of the log keeps its filters, and verifying the chain does too', async () => {
    for (let n = 0; n < 26; n += 1) await write(`Door ${n}`)
    const filter = 'action=document.created&from=2020-01-01&zone=UTC'
    const first = await read(`/audit?${filter}&verify=1`)
    const [earlier = ''] = links(first.html, 'Earlier')
    expect(earlier).toMatch(new RegExp(`^${home}/audit\\?${filter}&before=\\d+$`))
    const [newest] = links((await read(earlier.slice(home.length))).html, 'Newest')
    expect(newest).toBe(`${home}/audit?${filter}`)
    const form = /<form[^>]*>(?:(?!<\/form>).)*Verify the chain/.exec(first.html)?.[0] ?? ''
    expect(form).toContain('name="action" value="document.created"')
    expect(form).not.toContain('type="hidden" name="verify"')
  })

  test('of the versions reaches the first one', async () => {
    const long = await write('Revised often')
    for (let n = 1; n <= 51; n += 1) {
      await services.versions.save(ada.actor, long.id, { changeSummary: `Change ${n}`, abstract: '' })
    }
    const path = `/documents/${long.identifier}/versions`
    const newest = await read(path)
    expect(newest.html).not.toContain('>Change 1<')
    const [earlier = ''] = links(newest.html, 'Earlier')
    const first = await read(earlier.slice(home.length))
    expect(first.html).toContain('>Change 1<')
    expect(links(first.html, 'Earlier')).toEqual([])
    expect(links(first.html, 'Newest')).toEqual([home + path])
  }, 60_000)
})

describe('of what was revised', () => {
  test('readers compare what was in effect, and are not offered the draft', async () => {
    const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
    const revised = await write('Revised')
    for (let n = 0; n < 2; n += 1) {
      const changeSummary = `Round ${n}`
      const signerIds = [miguel.actor.membershipId]
      const round = await services.rounds.submit(ada.actor, revised.id, { signerIds, changeSummary })
      await services.rounds.settleRound(system(people), round.id, new Date())
      await approve(services, people, round, new Date())
      await publish(db, services, people, round, new Date(), pages.deps)
      await services.rounds.revise(ada.actor, revised.id, { reason: 'Again' })
    }
    const path = `/documents/${revised.identifier}/compare`
    const mine = await read(path)
    expect(mine.html).toContain('<option value="draft"')
    const theirs = await read(path, gus.as)
    expect([theirs.status, theirs.html.includes('<option value="draft"')]).toEqual([200, false])
  })
})

test('what has to be corrected is listed in the order in which the fields stand', async () => {
  const { identifier: wrong } = await write('Corrected')
  const form = { tags: 'a'.repeat(600), effectiveDate: 'soon', classification: 'none', title: '', type: 'security' }
  const answer = await pages.ask(`${home}/documents/${wrong}/properties`, { as: ada.as, form })
  const listed = [...(await answer.text()).matchAll(/<a href="#f-(\w+)"/g)].map(([, name]) => name)
  expect(listed).toEqual(['title', 'classification', 'ownerId', 'effectiveDate', 'tags'])
})

test('notifications say who did what to which document', async () => {
  const { id: asked, identifier: named } = await write('Windows')
  const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
  const round = await services.rounds.submit(ada.actor, asked, { signerIds: [miguel.actor.membershipId] })
  await services.rounds.settleRound(system(people), round.id, new Date())
  const {
    signoffs: [waiting],
  } = await services.signoffs.waiting(miguel.actor)
  await services.signoffs.reject(miguel.actor, waiting?.signoff.id ?? '', { comment: 'Name the floors' })
  await services.rounds.settleRound(system(people), round.id, new Date())
  const { html } = await read('/notifications')
  expect(html).toContain(`Rejected: ${named} Windows`)
  expect(html).toContain('Miguel Santos rejected it.')
  expect((await read('/notifications', miguel.as)).html).toContain(`Please review ${named} Windows`)
})

test('a review is overdue by the day of the organization, wherever the server stands', async () => {
  // It is another day there than in Greenwich, whatever the hour of this test.
  const timeZone = new Date().getUTCHours() < 12 ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati'
  const today = dateIn(new Date(), timeZone)
  await services.organizations.change(ada.actor, { timeZone })
  for (const [title, nextReviewDate] of [
    ['Due yesterday', addDays(today, -1)],
    ['Due this day', today],
  ] as const) {
    const { id: due } = await write(title)
    const inEffect = { nextReviewDate, status: 'published', inEffect: true } as const
    await withActor(db, ada.actor, (tx) => tx.update(documents).set(inEffect).where(eq(documents.id, due)))
  }
  for (const path of ['/documents?review=overdue', '']) {
    const [, table = ''] = /<table(.*?)<\/table>/s.exec((await read(path)).html) ?? []
    expect([path, table.includes('Due yesterday'), table.includes('Due this day')]).toEqual([path, true, false])
  }
})

describe('the palette', () => {
  const found = async (words: string, as?: string) => {
    const { html } = await read(`/search?q=${encodeURIComponent(words)}`, as)
    const { commands, documents } = JSON.parse(html)
    return { commands, documents } as Record<'commands' | 'documents', { identifier: string; to: string }[]>
  }

  test('finds a command by its verb and its document, for whoever may give it', async () => {
    const { identifier: gates } = await write('Gates of the yard')
    const to = `${home}/documents/${gates}/submit`
    expect((await found(`submit ${gates}`)).commands).toMatchObject([{ identifier: gates, to }])
    expect((await found('submit gates yard')).commands).toMatchObject([{ identifier: gates, to }])
    expect((await found('submit')).commands.map((one) => one.to)).toContain(to)
    for (const words of [`submit ${gates}`, 'submit']) expect((await found(words, gus.as)).commands).toEqual([])
  })

  test('finds the document where the command is not possible', async () => {
    const { identifier: fences } = await write('Fences')
    const { commands, documents: hits } = await found(`publish ${fences}`)
    expect(commands).toEqual([])
    expect(hits.map((hit) => hit.identifier)).toContain(fences)
  })

  test('finds what waits for a signature', async () => {
    const { id: asked, identifier: named } = await write('Locks')
    const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
    const round = await services.rounds.submit(ada.actor, asked, { signerIds: [miguel.actor.membershipId] })
    await services.rounds.settleRound(system(people), round.id, new Date())
    const { commands } = await found('sign', miguel.as)
    expect(commands).toMatchObject([{ identifier: named, to: expect.stringContaining('/sign/') }])
    expect((await found('sign')).commands).toEqual([])
  })
})

describe('a list of documents', () => {
  const rows = (html: string) => [...html.matchAll(/<tr data-row/g)].length

  test('is narrowed down by owner, framework and tag, each a chip that can be removed', async () => {
    const { id: filed } = await write('Filed')
    await services.documents.change(ada.actor, filed, { frameworks: ['ISO 27001'], tags: ['GxP', 'doors'] })
    const narrowed = await read(`/documents?framework=SOC 2,ISO 27001&tag=GxP&owner=${ada.actor.membershipId}`)
    expect(rows(narrowed.html)).toBe(1)
    expect(links(narrowed.html, 'Filed')).toHaveLength(1)
    expect(narrowed.html).toContain('aria-label="Remove filter Owner Ada Okafor"')
    expect(narrowed.html).toContain('value="doors"')
    await services.documents.change(ada.actor, filed, { tags: ['doors'] })
    expect(rows((await read('/documents?tag=GxP')).html)).toBe(0)
    expect(rows((await read(`/documents?tag=doors&owner=${miguel.actor.membershipId}`)).html)).toBe(0)
  })

  test('has the columns that its reader chose on this browser, and no other reader', async () => {
    const form = { columns: 'chosen', 'columns[]': ['tags', 'updated', 'nonsense'] }
    const answer = await pages.ask(`${home}/documents?status=draft`, { as: ada.as, form })
    expect(answer.headers.get('location')).toBe(`${home}/documents?status=draft`)
    const kept = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const heads = async (as: string) => {
      const { html } = await read('/documents', [as, ...kept].join('; '))
      return [...(/<thead>.*?<\/thead>/s.exec(html)?.[0] ?? '').matchAll(/<th[^>]*>(?:<a[^>]*>)?([A-Z][^<]*)/g)].map(
        ([, words]) => words,
      )
    }
    expect(await heads(ada.as)).toEqual(['Identifier', 'Title', 'Tags', 'Last change'])
    expect(await heads(miguel.as)).toContain('Next review')
  })

  test('has the menu of each document’s page, as far as its reader may', async () => {
    const { identifier: menu } = await write('Menus')
    const submit = `${home}/documents/${menu}/submit`
    expect((await read('/documents?q=menus')).html).toContain(`href="${submit}"`)
    expect((await read('/documents?q=menus', miguel.as)).html).not.toContain(`href="${submit}"`)
  })

  test('calls a state as the page of the document does', async () => {
    const published = await write('Called so')
    const people = { organization, manager: ada.actor, author: ada.actor, signers: [miguel.actor] }
    const signerIds = [miguel.actor.membershipId]
    const round = await services.rounds.submit(ada.actor, published.id, { signerIds })
    await services.rounds.settleRound(system(people), round.id, new Date())
    const asked = await services.signoffs.waiting(miguel.actor)
    const own = asked.signoffs.find(({ document }) => document.id === published.id)
    await services.signoffs.approve(miguel.actor, own?.signoff.id ?? '')
    await services.rounds.settleRound(system(people), round.id, new Date())
    await publish(db, services, people, round, new Date(), pages.deps)
    const states = async (as: string) => {
      const list = await read('/documents?q=called', as)
      const page = await read(`/documents/${published.identifier}`, as)
      const word = (html: string, look: string) =>
        new RegExp(`<span class="${look}"><svg.*?</svg>([^<]+)<`).exec(html)?.[1]
      return [word(list.html, 'state state-published'), word(page.html, 'chip chip-published')]
    }
    expect(await states(ada.as)).toEqual(['Published', 'Published'])
    expect(await states(gus.as)).toEqual(['In effect', 'In effect'])
  })
})

test('nobody between keeps what a page, its data or a search shows', async () => {
  for (const path of ['/documents', '/documents.data', '/search?q=doors', '/search/people?q=ada']) {
    const { status, headers } = await read(path)
    expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'private, no-store'])
  }
})

describe('an image of a text', () => {
  const send = (body: Uint8Array | string, as = ada.as) =>
    fetch(`${pages.url}${home}/documents/${identifier}/attachments`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { cookie: as, origin: pages.url, 'content-type': 'application/octet-stream' },
    })

  test('is taken as bytes, shown at an address of its document, and kept by the browser until it asks again', async () => {
    const added = await (await send(await png())).json()
    expect(added).toEqual({ added: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const { revision } = await services.drafts.get(ada.actor, id)
    const body = `<p>Doors</p><img data-attachment="${added.hash}" alt="A <door>">`
    await services.drafts.save(ada.actor, id, { revision, content: { format: 'html', body } })
    const address = `/documents/${identifier}/attachments/${added.hash}`
    const { html } = await read(`/documents/${identifier}?version=draft`)
    expect(html).toMatch(
      new RegExp(`<img src="${home}/documents/[^/]+/attachments/${added.hash}" alt="A &lt;door&gt;">`),
    )

    const answer = await pages.ask(home + address, { as: ada.as })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="${added.hash.slice(0, 12)}.png"`,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      etag: `"${added.hash}"`,
    })
    expect(
      createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex'),
    ).toBe(added.hash)
    const known = { 'if-none-match': `"${added.hash}"` }
    expect((await pages.ask(home + address, { as: ada.as, headers: known })).status).toBe(304)
    // Gus reads what is in effect, and this is a draft: what his browser may have kept does not help.
    expect((await pages.ask(home + address, { as: gus.as, headers: known })).status).toBe(404)
  })

  test('is refused in words, also one that is too large', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    expect(await (await send(svg)).json()).toEqual({ added: false, sentence: IMAGE_REFUSALS.svg })
    const large = await send(new Uint8Array(IMAGE_LIMITS.bytes + 1_000))
    expect(await large.json()).toEqual({ added: false, sentence: 'That is too large: at most 10 MB.' })
    expect((await send(await png(), gus.as)).status).toBe(404)
  })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
