import { afterAll, expect, test } from 'vitest'
import { passkeys } from '#db/schema/index.ts'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { faultsOf } from '#test/support/axe.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { makeDraft, makePeople, waitingFor } from '#test/support/rounds.ts'
import { signIn } from '#test/support/sign-in.ts'
import { system } from '#test/support/steps.ts'
import { visitWithScripts } from '#test/support/visit.ts'

/* Passkeys, with the authenticator that Chromium simulates. They are bound to a name, so pages are visited by it. */
const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages
const url = pages.url.replace('127.0.0.1', 'localhost')
const browser = await openBrowser()
afterAll(() => browser.close())

test('a passkey is added with the password, confirms one signature, signs in, and is removed', async () => {
  const people = await makePeople(database.db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('a signer')
  await givePassword(database.db, signer)
  const approvers = [{ kind: 'people' as const, membershipIds: [signer.membershipId] }]
  const { id: definitionId } = await services.approvalDefinitions.create(people.manager, {
    name: 'Strict',
    steps: [{ name: 'Quality', approvers, freshSignIn: true }],
  })
  const ask = async () => {
    const document = await makeDraft(services, people.author)
    const round = await services.rounds.submit(people.author, document.id, { definitionId })
    await services.rounds.settleRound(system(people), round.id, new Date())
    return (await waitingFor(services, signer)).id
  }

  const context = await browser.newContext({ viewport: SCREENS.desk })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signIn(page, url, signer.email, PASSWORD)
  const home = `${url}/${people.organization.slug}`
  await visitWithScripts(page, `${home}/settings/security`)
  await page.getByLabel('Name of the new passkey').fill('Work laptop')
  await page.getByLabel('Your password').fill('a guess')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('This is not your password.').waitFor()
  expect(await pages.auth.listPasskeys(signer.userId)).toEqual([])
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('The passkey “Work laptop” is added.').waitFor()
  expect(await faultsOf(page, 'passkeys')).toEqual([])
  await page.setViewportSize(SCREENS.desk)
  await page.getByLabel('Name of the passkey Work laptop').fill('Office key')
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByText('The passkey is renamed.').waitFor()

  // A device that does not prove that it is this person signs nothing.
  const first = await ask()
  await page.goto(`${home}/sign/${first}?decide=approve`)
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Sign with a passkey' }).click()
  await page.getByText('No passkey was used.').waitFor()
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/sign/'))
  await page.getByRole('button', { name: 'Sign with a passkey' }).click()
  await page.getByText('Confirmed by passkey').first().waitFor()
  const { signoff } = await services.signoffs.get(signer, first)
  expect(signoff).toMatchObject({ status: 'approved', confirmedBy: 'passkey' })

  // The answer was to one question. Sent again it confirms nothing, and neither does what was made up.
  const second = await ask()
  const [cookies, used] = [await context.cookies(), new URLSearchParams((await sent).postData() ?? '').get('passkey')]
  const as = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const passkey of [used ?? '', '{}', 'no json']) {
    const form = { decision: 'approve', passkey }
    const again = await pages.ask(`/${people.organization.slug}/sign/${second}`, { as, form })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('Nothing was signed.')
  }

  await context.clearCookies()
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(`/${people.organization.slug}/inbox`)}`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(/\/inbox$/)
  await visitWithScripts(page, `${home}/settings/security`)
  await page.getByRole('button', { name: 'Remove the passkey Office key' }).click()
  await page.getByText('The passkey is removed.').waitFor()
  expect(await pages.auth.listPasskeys(signer.userId)).toEqual([])
  await context.close()
  expect(pages.bugs).toEqual([])
})

test('nobody renames or removes the passkey of another', async () => {
  const people = await makePeople(database.db, 2)
  const [one, two] = people.signers
  if (!one || !two) throw new Error('two signers')
  const key = { publicKey: 'AA==', credentialID: 'one', counter: 0, deviceType: 'singleDevice', backedUp: false }
  await database.db.insert(passkeys).values({ ...key, userId: one.userId, name: 'Mine' })
  const [{ id } = { id: '' }] = await pages.auth.listPasskeys(one.userId)
  await pages.auth.renamePasskey(two.userId, id, 'Theirs')
  await pages.auth.removePasskey(two.userId, id)
  expect(await pages.auth.listPasskeys(one.userId)).toMatchObject([{ name: 'Mine' }])
  expect(await pages.auth.listPasskeys(two.userId)).toEqual([])
})
