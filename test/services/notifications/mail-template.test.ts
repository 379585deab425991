import { expect, test } from 'vitest'
import { createDelivery } from '#services/notifications/delivery.ts'
import type { Mail } from '#services/ports.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps, testServices } from '#test/support/factories.ts'
import { makePeople, type People, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const { log } = testDeps(db)

/** What the first signer of a document is mailed. */
async function mailed(people: People, document: { title: string; classification?: 'internal' | 'confidential' }) {
  const { id, identifier } = await services.documents.create(people.author, {
    kind: 'policy',
    category: 'access_control',
    content: { format: 'html', body: '<p>Lock your screen.</p>' },
    ...document,
  })
  const round = await services.rounds.submit(people.author, id, {
    signerIds: people.signers.map(({ membershipId }) => membershipId),
    changeSummary: 'Passkeys for everyone.\nNo more <codes> by text message.',
    message: 'The auditors asked for it & Emil has tested it.',
    dueDate: '2099-12-02',
  })
  await services.rounds.settleRound(system(people), round.id, new Date('2026-06-01T09:00:00Z'))
  const [signer] = people.signers
  if (!signer) throw new Error('Somebody has to sign.')
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await createDelivery({ db, mailer, publicUrl: 'https://accord.example', log }).drain()
  const mail = sent.find(({ to }) => to.address === signer.email)
  if (!mail) throw new Error('The signer got no mail.')
  const { id: signoffId } = await waitingFor(services, signer)
  return { mail, identifier, url: `https://accord.example/${people.organization.slug}/sign/${signoffId}` }
}

test('who is asked to sign reads who asks, for what, by when, and what changed, and may answer from the mail', async () => {
  const people = await makePeople(db, 1)
  const { mail, identifier, url } = await mailed(people, { title: 'Access <b>control</b>' })
  expect(mail.subject).toBe(`Please review ${identifier} Access <b>control</b>`)
  expect(mail.text.split('\n\n')).toEqual([
    'Signer 1, Arno Author asks you to sign',
    'Access <b>control</b>',
    `Review and sign:\n${url}`,
    `${identifier}, version 1.0, initial. Decide by 2 Dec 2099.`,
    'What changed\n- Passkeys for everyone.\n- No more <codes> by text message.',
    'Arno Author writes:\nThe auditors asked for it & Emil has tested it.',
    `You get this mail because you are a signer of the step “Approval”.\n${people.organization.name}\n`,
  ])
  for (const link of [`${url}"`, `${url}?decide=approve"`, `${url}?decide=reject"`]) expect(mail.html).toContain(link)
  expect(mail.html).toContain('No more &#60;codes&#62; by text message.')
  expect(mail.html).not.toMatch(/<b>|<codes>/)
})

test('of a closed document only the title leaves the house', async () => {
  const people = await makePeople(db, 1)
  const { mail } = await mailed(people, { title: 'Dawn raids', classification: 'confidential' })
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('Dawn raids')
    expect(part).not.toMatch(/Passkeys|auditors/)
  }
})
