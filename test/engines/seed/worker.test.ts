import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client, Connection } from '@temporalio/client'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { approvalRoundSteps, approvalRounds, documents } from '#db/schema/index.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { ORGANIZATIONS } from '#engines/seed/organizations.ts'
import { FileStore } from '#services/adapters/files.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createServices } from '#services/index.ts'
import { systemClock } from '#services/ports.ts'
import { createDemoDatabase } from '#test/support/database.ts'
import { demoActor } from '#test/support/demo-people.ts'
import { testDeps } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { taskQueue, temporalAddress } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'
import { runWorker } from '#worker/run.ts'
import { STAGE_QUERY, type Stage } from '#workflows/approval/contract.ts'
import { DUE_AT } from '#workflows/search-attributes.ts'

// The ids of demo data are the same in every database: no other test file may run its processes on this server.
const NAMESPACE = 'default'

const { db, url } = await createDemoDatabase()
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
const actor = (key: string) => demoActor(db, `${key}@helix.example`)

/** What every document under way says of its process: the stage, and when its step is due. */
async function underWay(admin: string) {
  const { orgId } = await demoActor(db, admin)
  const rows = await withActor(db, { orgId, userId: null }, (tx) =>
    tx
      .selectDistinctOn([documents.id], {
        identifier: documents.identifier,
        status: documents.status,
        versionId: approvalRounds.versionId,
        dueAt: approvalRoundSteps.dueAt,
      })
      .from(documents)
      .innerJoin(approvalRounds, eq(approvalRounds.documentId, documents.id))
      .leftJoin(
        approvalRoundSteps,
        and(eq(approvalRoundSteps.roundId, approvalRounds.id), eq(approvalRoundSteps.status, 'active')),
      )
      .where(inArray(documents.status, ['in_review', 'approved']))
      .orderBy(documents.id, desc(approvalRounds.submittedAt)),
  )
  return rows.map(({ status, ...row }) => {
    const stage: Stage = status === 'in_review' ? 'in_review' : 'awaiting_publication'
    return { ...row, stage }
  })
}

const workflowOf = (versionId: string) => client.workflow.getHandle(approvalWorkflowId(versionId))
const stageOf = (versionId: string) => workflowOf(versionId).query<Stage>(STAGE_QUERY)

const helix = await underWay('ada@helix.example')
const versionOf = (identifier: string) => helix.find((row) => row.identifier === identifier)?.versionId ?? ''

const { rounds } = await services.rounds.ofDocument(await actor('ada'), 'POL-VM-001')
const remindedBefore = rounds[0]?.signoffs.map(({ remindersSent }) => remindersSent)

test.each(ORGANIZATIONS)('the worker takes over every round of $slug at the step at which it stands', async (org) => {
  const admin = org.people.find(({ roles }) => roles.includes('admin'))
  const rounds = await underWay(`${admin?.key}@${org.slug}.example`)
  expect(rounds.length).toBeGreaterThan(0)
  for (const { identifier, versionId, stage, dueAt } of rounds) {
    const stands = async () => {
      const { typedSearchAttributes } = await workflowOf(versionId).describe()
      return (
        (await stageOf(versionId)) === stage &&
        (typedSearchAttributes.get(DUE_AT)?.getTime() ?? null) === (dueAt?.getTime() ?? null)
      )
    }
    await waitFor(() => stands().catch(() => false), 20_000, `The process of ${identifier}`)
  }
})

test('the last two signatures of the access control policy approve it as 2.0', async () => {
  for (const key of ['ben', 'chen']) {
    const [signoff] = (await services.signoffs.waiting(await actor(key))).signoffs.filter(
      ({ document }) => document.identifier === 'POL-AC-001',
    )
    if (!signoff) throw new Error(`${key} is not asked`)
    await services.signoffs.approve(await actor(key), signoff.signoff.id)
  }
  await waitFor(async () => (await stageOf(versionOf('POL-AC-001'))) === 'awaiting_publication')
  const { document, label } = await services.documents.get(await actor('ada'), 'POL-AC-001')
  expect(document.status).toBe('approved')
  expect(label).toEqual({ major: 1, minor: 4 })
})

test('an approved procedure is published at once, with its PDF, when somebody says so', async () => {
  await services.rounds.publish(await actor('ada'), 'PRC-DP-001')
  await waitFor(
    async () => (await services.documents.get(await actor('ada'), 'PRC-DP-001')).document.status === 'published',
    30_000,
  )
  const { pdf } = await services.renditions.pdf(await actor('gus'), 'PRC-DP-001', 'in_effect')
  expect((await text(pdf.content)).slice(0, 5)).toBe('%PDF-')
}, 60_000)

test('a policy that was published long ago is printed when somebody first looks at it', async () => {
  const { pdf } = await services.renditions.pdf(await actor('gus'), 'POL-IS-001', 'in_effect', 30_000)
  expect((await text(pdf.content)).slice(0, 5)).toBe('%PDF-')
}, 60_000)

test('the owner of what was published gets a mail', async () => {
  const mail = await mailbox.mail(({ subject }) => subject?.includes('PRC-DP-001') ?? false)
  expect(JSON.stringify(mail.to)).toMatch(/(chen|ben)@helix\.example/)
})

test('nobody is reminded again, and no mail leaves, of what happened before', async () => {
  const { rounds } = await services.rounds.ofDocument(await actor('ada'), 'POL-VM-001')
  expect(rounds[0]?.signoffs.map(({ remindersSent }) => remindersSent)).toEqual(remindedBefore)
  expect(mailbox.mails.filter(({ subject }) => !/POL-AC-001|PRC-DP-001/.test(subject ?? ''))).toEqual([])
})

test('the chain still verifies after all that', async () => {
  expect((await services.audit.verify(await actor('ada'))).fault).toBeNull()
})
