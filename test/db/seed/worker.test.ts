import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client, Connection } from '@temporalio/client'
import { afterAll, expect, test } from 'vitest'
import { fixedId } from '#db/seed/ids.ts'
import { seedDemo } from '#db/seed/index.ts'
import { Moments } from '#db/seed/moments.ts'
import { ORGANIZATIONS, type SeedOrganization } from '#db/seed/people.ts'
import { SeedPeople } from '#db/seed/seed-people.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { FileStore } from '#services/adapters/files.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createServices } from '#services/index.ts'
import { systemClock } from '#services/ports.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { taskQueue, temporalAddress } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'
import { runWorker } from '#worker/run.ts'
import { STAGE_QUERY } from '#workflows/approval/contract.ts'

// The ids of demo data are the same in every database: no other test file may run its processes on this server.
const NAMESPACE = 'default'

const { db, url } = await createTestDatabase()
await seedDemo({ db, clock: systemClock })
const connection = await Connection.connect({ address: temporalAddress() })
const client = new Client({ connection, namespace: NAMESPACE })
const mailbox = await startMailbox()
const printer = new PuppeteerPrinter({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
const folder = await mkdtemp(join(tmpdir(), 'accord-objects-'))
const deps = testDeps(db, { clock: systemClock, objects: new FileStore(folder), publicUrl: 'http://localhost:3000' })
const mailer = smtpMailer(mailbox.url, 'Accord <no-reply@localhost>')
const worker = await runWorker(
  {
    temporal: { address: temporalAddress(), namespace: NAMESPACE, queuePrefix: taskQueue() },
    databaseUrl: url,
    reconcileEverySeconds: 30,
    workflows: { workflowBundle: await workflowBundle() },
    graceMs: 1_000,
  },
  { ...deps, mailer, printer },
)
afterAll(async () => {
  await worker.stop()
  mailer.close()
  await Promise.all([printer.close(), connection.close()])
  await rm(folder, { recursive: true, force: true })
})

const services = createServices(deps)
const helix = new SeedPeople(ORGANIZATIONS[0] as SeedOrganization, new Moments(new Date(), 'Europe/Zurich'))
const actor = (key: string) => helix.actor(key)
const versionId = (identifier: string, number: number) => fixedId(fixedId('helix', identifier), 'version', number)
const stageOf = (identifier: string, number: number) =>
  client.workflow.getHandle(approvalWorkflowId(versionId(identifier, number))).query<string>(STAGE_QUERY)

test('the worker takes over every round as it stands', async () => {
  const stages = async () => ({
    twoOfThreeMissing: await stageOf('POL-AC-001', 6).catch(String),
    overdue: await stageOf('POL-VM-001', 3).catch(String),
    waitsForItsDate: await stageOf('POL-EN-001', 3).catch(String),
    waitsForSomebody: await stageOf('PRC-DP-001', 1).catch(String),
  })
  const expected = {
    twoOfThreeMissing: 'in_review',
    overdue: 'in_review',
    waitsForItsDate: 'awaiting_publication',
    waitsForSomebody: 'awaiting_publication',
  }
  await waitFor(async () => JSON.stringify(await stages()) === JSON.stringify(expected))
})

test('the last two signatures of the access control policy approve it as 2.0', async () => {
  for (const key of ['ben', 'chen']) {
    const [signoff] = (await services.signoffs.waiting(actor(key))).signoffs.filter(
      ({ document }) => document.identifier === 'POL-AC-001',
    )
    if (!signoff) throw new Error(`${key} is not asked`)
    await services.signoffs.approve(actor(key), signoff.signoff.id)
  }
  await waitFor(async () => (await stageOf('POL-AC-001', 6)) === 'awaiting_publication')
  const { document, label } = await services.documents.get(actor('ada'), 'POL-AC-001')
  expect(document.status).toBe('approved')
  expect(label).toEqual({ major: 1, minor: 4 })
})

test('an approved procedure is published at once, with its PDF, when somebody says so', async () => {
  await services.rounds.publish(actor('ada'), 'PRC-DP-001')
  await waitFor(
    async () => (await services.documents.get(actor('ada'), 'PRC-DP-001')).document.status === 'published',
    30_000,
  )
  const { pdf } = await services.renditions.pdf(actor('gus'), 'PRC-DP-001', 'in_effect')
  expect((await text(pdf.content)).slice(0, 5)).toBe('%PDF-')
}, 60_000)

test('a policy that was published long ago is printed when somebody first looks at it', async () => {
  const { pdf } = await services.renditions.pdf(actor('gus'), 'POL-IS-001', 'in_effect', 30_000)
  expect((await text(pdf.content)).slice(0, 5)).toBe('%PDF-')
}, 60_000)

test('those who are late are reminded, once for all that was missed', async () => {
  const late = async () => {
    const { rounds } = await services.rounds.ofDocument(actor('ada'), 'POL-VM-001')
    return rounds[0]?.signoffs.map(({ remindersSent }) => remindersSent)
  }
  await waitFor(async () => (await late())?.every((reminders) => reminders === 2))
  expect(await late()).toEqual([2, 2, 2])
  await mailbox.mail(({ subject }) => subject?.includes('POL-VM-001') ?? false)
})

test('the owner of what was published gets a mail', async () => {
  const mail = await mailbox.mail(({ subject }) => subject?.includes('PRC-DP-001') ?? false)
  expect(JSON.stringify(mail.to)).toMatch(/(chen|ben)@helix\.example/)
})

test('the chain still verifies after all that', async () => {
  expect((await services.audit.verify(actor('ada'))).fault).toBeNull()
})
