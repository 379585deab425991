import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { chromiumPath } from '#engines/chromium.ts'
import { ensureBuilt } from '#test/support/build.ts'
import { createTestDatabase, withoutDatabase } from '#test/support/database.ts'
import { testServices } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { makePeople, waitingFor } from '#test/support/rounds.ts'
import { temporalClient } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { ended, startWorkerProcess } from '#test/support/worker-process.ts'

await ensureBuilt()
const database = await createTestDatabase()
const services = testServices(database.db)
const mailbox = await startMailbox()
const dataDir = await mkdtemp(join(tmpdir(), 'accord-worker-'))
afterAll(() => rm(dataDir, { recursive: true, force: true }))

test('a worker whose database goes away in the middle of its work logs no word of it, nor leaves one with Temporal', async () => {
  const mark = 'Hasenpfeffer'
  const people = await makePeople(database.db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('Somebody has to sign.')
  const browser = await chromiumPath()
  const worker = startWorkerProcess({
    databaseUrl: database.url,
    smtpUrl: mailbox.url,
    dataDir,
    browser,
    logLevel: 'debug',
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  let log = ''
  for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk))

  const submit = async () => {
    const { id } = await services.documents.create(people.manager, {
      kind: 'policy',
      category: 'access_control',
      title: `Policy on ${mark}`,
      content: { format: 'html', body: `<p>About ${mark}.</p>` },
    })
    return services.rounds.submit(people.manager, id, {
      signerIds: [signer.membershipId],
      message: `About ${mark}, please`,
      publication: { mode: 'on_approval' },
    })
  }
  await submit()
  const { id } = await waitFor(() => waitingFor(services, signer), 60_000, 'A request to the signer')
  await services.signoffs.approve(signer, id, { comment: `Well done, ${mark}` })
  const rounds = await Promise.all(Array.from({ length: 5 }, submit))
  await withoutDatabase(database, () =>
    waitFor(
      async () => expect(log).toMatch(/"code":"(57P0|08|ECONN|55000)/),
      60_000,
      'A line of the database that is away',
    ),
  )
  const asked = async () => (await services.signoffs.waiting(signer)).signoffs
  await waitFor(async () => expect(await asked()).toHaveLength(rounds.length), 60_000, 'The requests of all rounds')

  const client = await temporalClient()
  for (const { versionId } of rounds) {
    const history = await client.workflow.getHandle(approvalWorkflowId(versionId)).fetchHistory()
    for (const secret of [mark, 'Failed query']) expect(JSON.stringify(history).includes(secret), secret).toBe(false)
  }
  worker.kill('SIGTERM')
  await ended(worker)
  for (const secret of [mark, signer.email, 'insert into', 'params', 'select ']) {
    expect(log.includes(secret), secret).toBe(false)
  }
}, 120_000)
