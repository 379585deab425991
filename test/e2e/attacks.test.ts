import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { openBrowser } from '#engines/screens/browser.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import type { Mail } from '#services/ports.ts'
import { renderPrintHtml } from '#services/print/html.ts'
import type { PrintModel } from '#services/print/model.ts'
import { printRendition } from '#services/renditions/print.ts'
import { addressesOf, ORGANIZATION_ROUTES } from '#test/app/pages/routes.ts'
import { fillings, SEARCHES } from '#test/app/pages/sent.ts'
import type { Ids } from '#test/app/pages/world.ts'
import { ALL_ATTACKS, NAME_ATTACK } from '#test/services/content/attacks.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { actionsIn } from '#test/support/pdf.ts'
import { signIn } from '#test/support/sign-in.ts'
import { system } from '#test/support/steps.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { watch } from '#test/support/watch.ts'

/*
 * Every attack of the corpus through every door by which text comes in, then every page, mail and file on which it shows,
 * in a real browser that reports whatever a text makes it do.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages
const organization = await makeOrganization(database.db)
const named = { name: NAME_ATTACK, positionTitle: NAME_ATTACK }
const author = await makeMember(database.db, organization, ['admin', 'compliance_manager', 'author'], named)
const signer = await makeMember(database.db, organization, ['approver', 'compliance_manager'], named)
await givePassword(database.db, author, signer)
const as = await pages.signIn(author.email)

const browser = await openBrowser()
const printer = new PuppeteerPrinter({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
afterAll(() => Promise.all([browser.close(), printer.close()]))

const variables = ['company', 'constructor', 'v'].map((name) => ({
  name,
  label: `${name} ${NAME_ATTACK}`,
  type: 'text' as const,
  value: NAME_ATTACK,
  help: NAME_ATTACK,
}))
const CHIPS = '<p><span data-variable="v">x</span></p>'
const described = {
  kind: 'policy' as const,
  category: 'access_control' as const,
  title: NAME_ATTACK,
  description: NAME_ATTACK,
  tags: [NAME_ATTACK.slice(-60)],
  frameworks: [NAME_ATTACK.slice(-60)],
}

interface Made {
  id: string
  identifier: string
}
const make = (): Promise<Made> => services.documents.create(author, { ...described, variables })

const contentOf = async (id: string) => (await services.drafts.get(author, id)).content
const revisionOf = async (id: string) => (await services.drafts.get(author, id)).revision

const overApi = async (format: 'html' | 'markdown', body: string): Promise<Made | null> => {
  const headers = { 'x-organization': organization.slug }
  const answer = await pages.ask('/api/v1/documents', {
    as,
    json: { ...described, content: { format, body } },
    headers,
  })
  if (answer.status === 422) return null
  expect(answer.status, body).toBe(201)
  return (await answer.json()) as Made
}
/** What the API cannot store it refuses, which keeps it out as well. */
const keptOverApi = async (format: 'html' | 'markdown', body: string) => {
  const made = await overApi(format, body)
  return made ? contentOf(made.id) : ''
}
const address = (identifier: string, rest: string) => `/${organization.slug}/documents/${identifier}/${rest}`

/** The doors: each takes a text as its users would send it, and answers what was kept of it. */
const DOORS: Record<string, (attack: string, document: Made) => Promise<string>> = {
  'the API, as HTML': (attack) => keptOverApi('html', attack),
  'the API, as Markdown': (attack) => keptOverApi('markdown', attack),
  'the address that the editor saves to': async (attack, { id, identifier }) => {
    const json = { revision: await revisionOf(id), html: attack, variables }
    expect(await (await pages.ask(address(identifier, 'draft'), { as, json })).json()).toMatchObject({ saved: true })
    return contentOf(id)
  },
  'the Markdown field': async (attack, { id, identifier }) => {
    const form = { revision: String(await revisionOf(id)), markdown: attack }
    expect((await pages.ask(address(identifier, 'edit'), { as, form })).status).toBe(302)
    return contentOf(id)
  },
}

let context: BrowserContext
let page: Page
let faults: string[]

/** A person at a browser that is watched. */
async function at(email: string) {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const seen = await watch(opened, pages.url)
  const tab = await opened.newPage()
  await signIn(tab, pages.url, email, PASSWORD)
  return { opened, tab, seen }
}

beforeAll(async () => {
  const person = await at(author.email)
  context = person.opened
  page = person.tab
  faults = person.seen
})
afterAll(() => context.close())

/** Links on the page that could do more than lead somewhere. */
const strangeLinks = (tab: Page) =>
  tab.locator('a[href]').evaluateAll((links) =>
    links
      .filter((link) => !link.getAttribute('href')?.startsWith('#'))
      .filter((link) => !['http:', 'https:', 'mailto:'].includes((link as HTMLAnchorElement).protocol))
      .map((link) => link.outerHTML),
  )

/** Opens a page as people do, and waits until its scripts have run. */
async function visit(tab: Page, path: string): Promise<void> {
  await tab.goto(pages.url + path, { waitUntil: 'load' })
  await tab.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))))
  expect(await strangeLinks(tab), path).toEqual([])
}

/** Everything that the doors let through, in one text; the database keeps what the doors keep. */
const texts = new Map<string, Made>()

describe.each(Object.entries(DOORS))('through %s', (door, send) => {
  test('every attack comes in, and none runs where it is read or edited', async () => {
    const scratch = await make()
    const kept: string[] = []
    for (const attack of ALL_ATTACKS) kept.push(await send(attack, scratch))
    const gathered = await make()
    const body = [...kept, ALL_ATTACKS.join('\n'), CHIPS].map((html) => html.replaceAll('<h2>', '<h3>')).join('\n')
    await services.drafts.save(author, gathered.id, { revision: 1, content: { format: 'html', body }, variables })
    texts.set(door, gathered)
    expect(kept.filter((html) => html !== '').length).toBeGreaterThan(ALL_ATTACKS.length / 2)
    await visit(page, address(gathered.identifier, '').replace(/\/$/, ''))
    await visit(page, address(gathered.identifier, 'edit'))
    expect(faults.splice(0)).toEqual([])
  }, 180_000)
})

test('what is pasted and typed into the editor runs neither there nor when it is opened again', async () => {
  const { id, identifier } = await make()
  await visit(page, address(identifier, 'edit'))
  const text = page.locator('.ProseMirror')
  await text.click()
  await text.pressSequentially(NAME_ATTACK)
  await page.evaluate((attacks) => {
    const editor = document.querySelector('.ProseMirror')
    for (const attack of attacks) {
      for (const type of ['text/html', 'text/plain']) {
        const clipboardData = new DataTransfer()
        clipboardData.setData(type, attack)
        editor?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }
    }
  }, ALL_ATTACKS)
  // What is pasted onto a selected cell takes its place, so not all of it is there in the end.
  await waitFor(async () => (await contentOf(id)).length > 1_000, 20_000, 'The saved text')
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor()
  expect(await text.innerText()).toContain('alert(1)')
  await visit(page, address(identifier, 'edit'))
  expect(faults.splice(0)).toEqual([])
}, 60_000)

/** The texts of all doors as versions of one document, which is signed by somebody and still waits for somebody else. */
async function inReview(): Promise<{ made: Made; ids: Ids }> {
  const made = await make()
  for (const { id } of texts.values()) {
    // What is typed like a variable, and is none, is refused at the submission.
    const body = (await contentOf(id)).replace(/\{\{(?=(<\w+>)*_*proto)/g, '{ {')
    const content = { format: 'html' as const, body }
    await services.drafts.save(author, made.id, { revision: await revisionOf(made.id), content, variables })
    await services.versions.save(author, made.id, { changeSummary: NAME_ATTACK, abstract: NAME_ATTACK })
  }
  const people = { organization, manager: author, author, signers: [signer] }
  const signerIds = [signer.membershipId]
  const submission = { signerIds, message: NAME_ATTACK, changeSummary: NAME_ATTACK }
  const rejected = await services.rounds.submit(author, made.id, submission)
  await services.rounds.settleRound(system(people), rejected.id, new Date())
  const {
    signoffs: [asked],
  } = await services.signoffs.waiting(signer)
  await services.signoffs.reject(signer, asked?.signoff.id ?? '', { comment: NAME_ATTACK })
  await services.rounds.settleRound(system(people), rejected.id, new Date())
  const round = await services.rounds.submit(author, made.id, submission)
  await services.rounds.settleRound(system(people), round.id, new Date())
  const {
    signoffs: [signoff],
  } = await services.signoffs.waiting(signer)
  const { notifications } = await services.notifications.list(signer, { limit: 1 })
  const ids: Ids = {
    document: made.id,
    identifier: made.identifier,
    reference: made.identifier,
    signoff: signoff?.signoff.id ?? '',
    notification: notifications[0]?.id ?? '',
    session: '',
    member: signer.membershipId,
    invitation: '',
    definition: '',
    apiKey: '',
    absence: '',
    calendarFeed: '',
    image: '',
    group: '',
    department: '',
    campaign: '',
    comment: '',
  }
  return { made, ids }
}

/** The file that the printer makes of a document as it stands, fetched as its readers fetch it. */
async function printed({ id, identifier }: Made): Promise<Uint8Array> {
  const wanted = await services.renditions
    .pdf(author, id, 'draft', 0)
    .catch(({ details }) => details as { hash: string })
  await printRendition(pages.deps, printer, system({ organization } as never), wanted.hash)
  const answer = await pages.ask(`${address(identifier, 'exports/pdf')}?version=draft`, { as })
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  return new Uint8Array(await answer.arrayBuffer())
}

describe('on every page', () => {
  let ids: Ids
  beforeAll(async () => {
    ids = (await inReview()).ids
  }, 60_000)

  test('of those who wrote and of those who sign, no title, name, comment or text runs', async () => {
    const reader = await at(signer.email)
    const addresses = ORGANIZATION_ROUTES.filter(
      ({ file }) => !/stream|events|draft\.ts|remind|export|bound-proof/.test(file),
    ).flatMap((route) =>
      addressesOf(route, fillings(organization.slug, ids)).flatMap((path) =>
        ['', ...(SEARCHES[route.file]?.(ids) ?? [])].map((query) => (query ? `${path}?${query}` : path)),
      ),
    )
    for (const path of new Set(addresses)) await visit(path.includes('/sign/') ? reader.tab : page, path)
    for (const rest of ['', '/inbox', '/notifications']) await visit(reader.tab, `/${organization.slug}${rest}`)
    // The attacks were there to be seen.
    expect(await reader.tab.locator('body').innerText()).toContain('<script>alert(1)</script>')
    await reader.opened.close()
    expect([...faults.splice(0), ...reader.seen]).toEqual([])
  }, 180_000)

  test('without scripts of our own neither', async () => {
    const cookies = await context.cookies()
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: { cookies, origins: [] } })
    const tab = await plain.newPage()
    for (const rest of ['', 'edit', 'compare', 'versions']) {
      const answer = await tab.goto(pages.url + address(ids.identifier, rest))
      expect(answer?.status()).toBeLessThan(400)
    }
    await plain.close()
  })
})

test('mails show hostile names without running them', async () => {
  const mails: Mail[] = []
  const mailer = { send: async (mail: Mail) => void mails.push(mail) }
  const delivery = createDelivery({ db: pages.db, mailer, publicUrl: pages.url, log: pages.deps.log })
  await delivery.drain()
  expect(mails.length).toBeGreaterThan(2)
  // As a mail program would show it: with no policy to stop anything.
  const tab = await context.newPage()
  for (const { html } of mails) {
    await tab.setContent(html, { waitUntil: 'load' })
    expect(await strangeLinks(tab)).toEqual([])
  }
  expect(await tab.locator('body').innerText()).toContain('<script>alert(1)</script>')
  await tab.close()
  expect(faults.splice(0)).toEqual([])
})

describe('on paper', () => {
  test.each(Object.keys(DOORS))(
    'of what came through %s nothing runs, and no link leads astray',
    async (door) => {
      const document = texts.get(door)
      if (!document) throw new Error('This door was not tried.')
      const pdf = await printed(document)
      const { actions, links } = await actionsIn(pdf)
      expect(actions).toEqual([])
      expect(links.filter((link) => !/^(https?:\/\/|mailto:)/.test(link))).toEqual([])
      expect(links.length).toBeGreaterThan(0)

      // What the printer is given, in a browser that would run it.
      const { rows } = await pages.db.$client.query('select 1')
      expect(rows).toHaveLength(1)
      const model = await printModelOf(document)
      const tab = await context.newPage()
      await tab.setContent(renderPrintHtml(model), { waitUntil: 'load' })
      expect(await strangeLinks(tab)).toEqual([])
      await tab.close()
      expect(faults.splice(0)).toEqual([])
    },
    60_000,
  )
})

async function printModelOf({ id }: Made): Promise<PrintModel> {
  const { rows } = await database.ownerDb.transaction(async (tx) => {
    await tx.execute(`select set_config('app.org_id', '${organization.id}', true)`)
    return tx.execute<{ model: PrintModel }>(`select model from renditions where document_id = '${id}' limit 1`)
  })
  const [row] = rows
  if (!row) throw new Error('Nothing was printed.')
  return row.model
}

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
