import type { Page } from 'playwright-core'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { dateIn } from '#domain/dates.ts'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { faultsOf } from '#test/support/axe.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { tabTo } from '#test/support/keyboard.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { signIn } from '#test/support/sign-in.ts'
import { visitWithScripts } from '#test/support/visit.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * Choosing people where there are more of them than a list can show: by search with scripts, by a whole name or address
 * without.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const organization = await makeOrganization(database.db)
const home = `${pages.url}/${organization.slug}`
const named = (name: string, positionTitle: string, roles: Parameters<typeof makeMember>[2] = ['approver']) =>
  makeMember(database.db, organization, roles, { name, positionTitle })
const ada = await named('Ada Okafor', 'Chief compliance officer', ['admin', 'compliance_manager'])
const miguel = await named('Miguel Santos', 'Head of quality')
const yara = await named('Yara Haddad', 'Counsel')
for (let n = 0; n < 30; n += 1) await named(`Person ${String(n).padStart(2, '0')}`, 'Nurse', ['member'])
await givePassword(database.db, ada)
const browser = await openBrowser()
afterAll(() => browser.close())

const first = await browser.newContext()
await signIn(await first.newPage(), pages.url, ada.email, PASSWORD)
const storageState = await first.storageState()
await first.close()

async function open({ scripts = true, zone = 'UTC' } = {}): Promise<Page> {
  const screen = { viewport: SCREENS.desk, javaScriptEnabled: scripts, timezoneId: zone }
  const context = await browser.newContext({ ...screen, storageState })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return page
}

const visit = (page: Page, path: string) => visitWithScripts(page, home + path)

const write = (title: string) =>
  pages.services.documents.create(ada, {
    kind: 'policy',
    category: 'physical_security',
    title,
    content: { format: 'html', body: '<p>Visitors wear a badge.</p>' },
  })
const read = (id: string) => pages.services.documents.get(ada, id)
const signersOf = async (id: string) =>
  (await pages.services.rounds.ofDocument(ada, id)).rounds[0]?.steps.flatMap(({ plan }) => plan.signerIds)
/** Those who are offered: their names, and what they are. */
const optionsOf = (page: Page) => page.locator('.pick-pop [role=option] > span:last-child').allInnerTexts()

describe('with scripts', () => {
  test('an owner is searched for and taken with the keyboard alone', async () => {
    const { id, identifier } = await write('Visitors')
    const page = await open()
    await visit(page, `/documents/${identifier}/properties`)
    const field = page.getByRole('combobox', { name: 'Owner', exact: true })
    expect(await field.inputValue()).toBe('Ada Okafor')
    await tabTo(page, /^Owner$/)
    await page.keyboard.press('ArrowDown')
    expect(await optionsOf(page)).toHaveLength(25)
    await page.keyboard.press('Escape')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('quality')
    await waitFor(async () => (await optionsOf(page)).length === 1, 10_000, 'The one whose position fits')
    expect((await optionsOf(page)).join()).toMatch(/^Miguel Santos\s+Head of quality · Approver$/)
    const active = await field.getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual(['Miguel Santos', 'false'])
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Save properties' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await read(id)).document.ownerId).toBe(miguel.membershipId)
  })

  test('the second owner is nobody any more once the name is taken out', async () => {
    const { id, identifier } = await write('Badges')
    await pages.services.documents.change(ada, id, { secondOwnerId: yara.membershipId })
    const page = await open()
    await visit(page, `/documents/${identifier}/properties`)
    await page.getByRole('combobox', { name: 'Second owner' }).fill('')
    await page.getByRole('button', { name: 'Save properties' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await read(id)).document).toMatchObject({ ownerId: ada.membershipId, secondOwnerId: null })
  })

  test('signers join a list one by one, those who sign by role are offered first, and no author joins it', async () => {
    const { id, identifier } = await write('Doors')
    const page = await open()
    await visit(page, `/documents/${identifier}/submit`)
    const field = page.getByRole('combobox', { name: 'Add a signer' })
    await field.click()
    const offered = await optionsOf(page)
    expect(offered.slice(0, 3).map((text) => text.split('\n')[0])).toEqual([
      'Ada Okafor',
      'Miguel Santos',
      'Yara Haddad',
    ])
    await page.getByRole('option', { name: /Ada Okafor/ }).click({ force: true })
    expect(await page.getByRole('option', { name: /Wrote part of this version/ }).count()).toBe(1)
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.getByRole('option', { name: /Miguel Santos/ }).click()
    await field.fill('yara')
    await waitFor(async () => (await optionsOf(page)).length === 1, 10_000, 'The one who is called so')
    await page.keyboard.press('Enter')
    await field.fill('person 07')
    await waitFor(async () => (await optionsOf(page)).join().startsWith('Person 07'), 10_000, 'Another one')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: /Person 07/ }).uncheck()
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await signersOf(id))?.toSorted()).toEqual([miguel.membershipId, yara.membershipId].toSorted())
  })

  test('Enter takes nobody as long as the search has not answered', async () => {
    const { identifier } = await write('Keys')
    const page = await open()
    await visit(page, `/documents/${identifier}/submit`)
    const field = page.getByRole('combobox', { name: 'Add a signer' })
    await field.fill('miguel')
    await waitFor(async () => (await optionsOf(page)).length === 1, 10_000, 'An earlier answer')
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/search/people*', async (route) => {
      await held
      await route.continue()
    })
    await field.fill('yara')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('checkbox').count()).toBe(0)
    expect(page.url()).toMatch(/\/submit$/)
    release()
    await waitFor(async () => /^Yara/.test((await optionsOf(page)).join()), 10_000, 'The answer')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('checkbox', { name: /Yara Haddad/ }).isChecked()).toBe(true)
  })

  test('what is typed before the scripts run stays, and is searched for from then on', async () => {
    const { identifier } = await write('Lamps')
    const page = await open()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${home}/documents/${identifier}/properties`, { waitUntil: 'commit' })
    const field = page.getByLabel('Owner', { exact: true })
    await field.fill('yar')
    expect(await field.getAttribute('role')).toBeNull()
    release()
    await waitFor(async () => (await field.getAttribute('role')) === 'combobox', 10_000, 'The scripts')
    expect(await field.inputValue()).toBe('yar')
    await field.press('ArrowDown')
    await waitFor(async () => /^Yara/.test((await optionsOf(page)).join()), 10_000, 'Who fits')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save properties' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await read(identifier)).document.ownerId).toBe(yara.membershipId)
  })

  test('a search that does not answer says so, and a whole name counts without it', async () => {
    const { id, identifier } = await write('Desks')
    const page = await open()
    await visit(page, `/documents/${identifier}/properties`)
    await page.route('**/search/people*', (route) => route.abort())
    await page.getByRole('combobox', { name: 'Owner', exact: true }).fill('yara haddad')
    await page.getByText('The search does not answer now.').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save properties' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await read(id)).document.ownerId).toBe(yara.membershipId)
  })

  test('the log is narrowed down to a person', async () => {
    const page = await open()
    await visit(page, '/audit')
    const field = page.getByRole('combobox', { name: 'Who' })
    await field.fill('ada okafor')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL((address) => address.searchParams.get('who') === ada.membershipId)
    await waitFor(async () => (await field.inputValue()) === 'Ada Okafor', 10_000, 'The name as it is written')
  })

  test('the days of the log begin and end with those of the reader', async () => {
    // Twenty-five hours apart: what is today in the first zone is still to come in the other.
    const [ahead, behind] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago']
    const [from, to] = [-3_600_000, 3_600_000].map((ms) => dateIn(new Date(Date.now() + ms), ahead ?? ''))
    const shownIn = async (zone: string | undefined) => {
      const page = await open({ zone })
      await visit(page, '/audit')
      await page.getByLabel('From').fill(from ?? '')
      await page.getByLabel('To').fill(to ?? '')
      await page.getByRole('button', { name: 'Show' }).click()
      await page.waitForURL(/from=/)
      return page
    }
    await (await shownIn(ahead)).locator('.audit time').first().waitFor()
    await (await shownIn(behind)).getByText('No entry fits').waitFor()
  })

  test('an open list is no barrier, and reaches beyond no screen', async () => {
    const { identifier } = await write('Windows')
    const page = await open()
    await visit(page, `/documents/${identifier}/properties`)
    const faults: string[] = []
    for (const name of ['Owner', 'Second owner']) {
      const field = page.getByRole('combobox', { name, exact: true })
      for (const words of ['', 'person', 'nobody at all']) {
        await field.fill('a')
        await field.fill(words)
        await page.locator('.pick-pop [aria-busy=false]').waitFor({ state: 'attached' })
        expect(await field.getAttribute('aria-expanded')).toBe('true')
        faults.push(...(await faultsOf(page, `${name}, “${words}”`)))
      }
      await page.keyboard.press('Escape')
    }
    expect(faults).toEqual([])
  })
})

describe('without scripts', () => {
  /** The page that answers a form comes in pieces: what it says is there when it is whole. */
  const says = (page: Page, words: string) => page.getByRole('main').getByText(words).first().waitFor()

  test('a whole name or address chooses; a part of one is answered with whom it could mean', async () => {
    const { id, identifier } = await write('Lockers')
    const page = await open({ scripts: false })
    await page.goto(`${home}/documents/${identifier}/submit`)
    const field = page.getByLabel('Add a signer')
    await field.fill(`miguel santos, yara, ${ada.email}`)
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await says(page, `Nobody is called just “yara”. Did you mean Yara Haddad (${yara.email})?`)
    expect(await field.inputValue()).toBe('yara')
    expect(await page.getByRole('checkbox', { name: /Miguel Santos/ }).isChecked()).toBe(true)

    await field.fill(yara.email)
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await says(page, 'Ada Okafor wrote part of this version')
    await page.getByRole('checkbox', { name: /Ada Okafor/ }).uncheck()
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await page.waitForURL(`${home}/documents/${identifier}`)
    expect((await signersOf(id))?.toSorted()).toEqual([miguel.membershipId, yara.membershipId].toSorted())
  })

  test('a manager is typed, kept while nothing is changed, and taken out', async () => {
    const page = await open({ scripts: false })
    const managerOf = async () => (await pages.services.members.get(ada, yara.membershipId)).managerId
    const save = async (words: string | null) => {
      await page.goto(`${home}/settings/members/${yara.membershipId}`)
      if (words !== null) await page.getByLabel('Reports to').fill(words)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
    }
    await save('Person 03')
    expect((await pages.services.members.named(ada, [(await managerOf()) ?? ''])).size).toBe(1)
    const before = await managerOf()
    await save(null)
    expect(await managerOf()).toBe(before)
    await save(yara.email)
    await says(page, 'They would report to themselves')
    await save('')
    expect(await managerOf()).toBeNull()
  })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
