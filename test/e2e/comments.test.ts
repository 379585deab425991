import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, SCREENS, type Screen } from '#engines/screens/browser.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { makeDraft, makePeople, waitingFor } from '#test/support/rounds.ts'
import { signIn } from '#test/support/sign-in.ts'
import { system } from '#test/support/steps.ts'
import { visitWithScripts } from '#test/support/visit.ts'
import { waitFor } from '#test/support/wait-for.ts'

const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages
const browser = await openBrowser()
afterAll(() => browser.close())

const TEXT =
  '<h2>Screens</h2><p>Lock your screen when you leave your desk.</p><ul><li>Report what you lose.</li></ul>' +
  '<table><tr><td>Laptop</td><td>at once</td></tr></table>'

/** A text that one person is asked to sign, and pages of theirs on some screen. */
async function asked() {
  const people = await makePeople(database.db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('nobody signs')
  await givePassword(database.db, people.author, signer)
  const document = await makeDraft(services, people.author, TEXT)
  const round = await services.rounds.submit(people.author, document.id, { signerIds: [signer.membershipId] })
  const settle = () => services.rounds.settleRound(system(people), round.id, new Date())
  await settle()
  const open = async (who: { email: string }, screen: Screen) => {
    const context = await browser.newContext({ viewport: SCREENS[screen], hasTouch: screen === 'phone' })
    const page = await context.newPage()
    await signIn(page, pages.url, who.email, PASSWORD)
    return page
  }
  const at = `${pages.url}/${people.organization.slug}`
  return {
    author: people.author,
    signer,
    policy: document,
    settle,
    open,
    at,
    signoff: await waitingFor(services, signer),
  }
}

/** Pages without the rail listen to nothing: their scripts run once all of them are there. */
const withScripts = (page: Page, address: string) => page.goto(address, { waitUntil: 'networkidle' })

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

test('on a phone a signer pins a comment and rejects, and the author goes from it to the paragraph', async () => {
  const { author, signer, policy, settle, open, at, signoff } = await asked()
  const phone = await open(signer, 'phone')
  await withScripts(phone, `${at}/sign/${signoff.id}`)
  await phone.locator('#p1 .pin-link').tap()
  const sheet = phone.getByRole('dialog', { name: 'Comment on this paragraph' })
  await sheet.getByLabel('Words it is about').fill('your phone')
  await sheet.getByLabel('Comment', { exact: true }).fill('And the door?')
  await sheet.getByRole('button', { name: 'Comment' }).tap()
  await sheet.getByText('these words do not stand in it').first().waitFor()
  await sheet.getByLabel('Words it is about').fill('your desk')
  await sheet.getByRole('button', { name: 'Comment' }).tap()
  await sheet.waitFor({ state: 'detached' })
  await phone.locator('#p1 .said').getByText('And the door?').waitFor()
  expect(await widthOf(phone)).toBeLessThanOrEqual(SCREENS.phone.width)

  await phone.getByRole('link', { name: 'Reject…' }).tap()
  const reject = phone.getByRole('dialog', { name: 'Reject version 1.0' })
  await reject.getByText('With it goes 1 open comment on the text.').waitFor()
  await reject.getByLabel('What has to change').fill('See the comment')
  await reject.getByRole('button', { name: 'Reject version 1.0' }).tap()
  await reject.waitFor({ state: 'detached' })
  await settle()

  const desk = await open(author, 'desk')
  await desk.goto(`${at}/documents/${policy.identifier}/edit`)
  const list = desk.getByRole('region', { name: '1 open comment' })
  await list.getByText('And the door?').waitFor()
  await list.getByRole('button', { name: /^Lock your screen/ }).click()
  await waitFor(
    async () =>
      (await desk.evaluate(() => document.getSelection()?.anchorNode?.textContent)) ===
      'Lock your screen when you leave your desk.',
    5_000,
    'The paragraph of the comment',
  )
}, 60_000)

test('on a desk the words that were chosen are quoted, and an answer stands below the paragraph', async () => {
  const { author, signer, policy, open, at, signoff } = await asked()
  const desk = await open(signer, 'desk')
  await withScripts(desk, `${at}/sign/${signoff.id}`)
  await desk.evaluate(() => {
    const words = document.querySelector('.prose li')?.firstChild
    if (words) document.getSelection()?.setBaseAndExtent(words, 7, words, 11)
  })
  const item = desk.locator('.prose li')
  await item.hover()
  await item.locator('.pin-link').click()
  const form = desk.getByRole('dialog', { name: 'Comment on this paragraph' })
  expect(await form.getByLabel('Words it is about').inputValue()).toBe('what')
  await form.getByLabel('Comment', { exact: true }).fill('To whom?')
  await form.getByRole('button', { name: 'Comment' }).click()
  await item.locator('.said').getByText('To whom?').waitFor()

  const other = await open(author, 'desk')
  await visitWithScripts(other, `${at}/documents/${policy.identifier}/versions/1`)
  const said = other.locator('#p2 .said')
  await said.locator('summary', { hasText: 'Answer' }).click()
  await said.getByLabel('Answer').fill('To the service desk.')
  await said.getByRole('button', { name: 'Send' }).click()
  await said.getByText('To the service desk.').waitFor()
  await said.getByRole('button', { name: 'Resolve' }).click()
  await other.locator('#p2 .is-resolved').waitFor()
}, 60_000)

test('on a phone a signer suggests a wording, and the author who takes it has it in the draft', async () => {
  const { author, signer, policy, open, at, signoff } = await asked()
  const phone = await open(signer, 'phone')
  await withScripts(phone, `${at}/sign/${signoff.id}`)
  await phone.locator('#p1 .pin-link').tap()
  const sheet = phone.getByRole('dialog', { name: 'Comment on this paragraph' })
  await sheet.getByText('Suggest another wording').tap()
  const wording = sheet.getByLabel('Wording', { exact: true })
  expect(await wording.inputValue()).toBe('Lock your screen when you leave your desk.')
  await wording.fill('Lock your screen at once when you leave your desk.')
  await sheet.getByRole('button', { name: 'Comment' }).tap()
  await sheet.waitFor({ state: 'detached' })
  await phone.locator('#p1 .said ins', { hasText: 'at once' }).waitFor()
  expect(await widthOf(phone)).toBeLessThanOrEqual(SCREENS.phone.width)

  const desk = await open(author, 'desk')
  await visitWithScripts(desk, `${at}/documents/${policy.identifier}/comments`)
  const said = desk.getByRole('region', { name: 'Comment by Signer 1' })
  await said.locator('summary', { hasText: 'Take or leave' }).click()
  await said.getByText('withdraws this version from review').waitFor()
  await said.getByRole('button', { name: 'Withdraw and take' }).click()
  await desk.getByText('Resolved by Arno Author').click()
  await desk.getByText('Taken into the draft').waitFor()
  expect((await services.drafts.get(author, policy.id)).content).toContain('<p>Lock your screen at once when')
}, 60_000)
