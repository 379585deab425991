import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { and, eq, like, sql } from 'drizzle-orm'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { auditLog, deliveries, notifications, publications } from '#db/schema/index.ts'
import { chromiumPath } from '#engines/chromium.ts'
import { commandOf, isAlive } from '#engines/processes.ts'
import { ensureBuilt } from '#test/support/build.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testServices } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { passTime } from '#test/support/time.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { ended, startWorkerProcess as startProcess } from '#test/support/worker-process.ts'

/** Nothing that a killed worker had taken is kept from the next one for longer. */
const A_MINUTE = 60

await ensureBuilt()
const { db, url } = await createTestDatabase()
const services = testServices(db)
const mailbox = await startMailbox()
const dataDir = await mkdtemp(join(tmpdir(), 'accord-worker-'))
const chromium = await chromiumPath()
afterAll(() => rm(dataDir, { recursive: true, force: true }))

function startWorkerProcess(browser = chromium): ChildProcess {
  const child = startProcess({ databaseUrl: url, smtpUrl: mailbox.url, dataDir, browser })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** The processes that a process has started and whose command is like this. A bare Linux has no `ps`, macOS no /proc. */
async function childrenOf({ pid }: ChildProcess, like: RegExp): Promise<number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(async () => {
    const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }))
    return stdout
  })
  const children = listed.trim().split(/\s+/).filter(Boolean).map(Number)
  const commands = await Promise.all(children.map(commandOf))
  return children.filter((_, at) => like.test(commands[at] ?? ''))
}

test('a worker that is killed again and again loses nothing and does nothing twice', async () => {
  const people = await makePeople(db, 2)
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  const state = () => services.documents.get(people.manager, document.id)

  let worker = startWorkerProcess()
  for (const signer of people.signers) {
    const signoff = await waitFor(() => waitingFor(services, signer), 60_000, `A request to ${signer.name}`)
    await services.signoffs.approve(signer, signoff.id)
    // Right after the commit: whatever the worker has begun, it begins again.
    worker.kill('SIGKILL')
    await ended(worker)
    await passTime(db, A_MINUTE)
    worker = startWorkerProcess()
  }
  await waitFor(async () => (await state()).document.status === 'published', 90_000, 'The document to be published')

  const recorded = await withActor(db, people.manager, async (tx) => ({
    publications: await tx.$count(publications, eq(publications.versionId, round.versionId)),
    published: await tx.$count(auditLog, eq(auditLog.action, 'document.published')),
    approved: await tx.$count(auditLog, eq(auditLog.action, 'document.approved')),
    steps: await tx.$count(auditLog, eq(auditLog.action, 'round.step_started')),
    requests: await tx.$count(notifications, and(like(notifications.key, 'signoff:%:requested'))),
  }))
  expect(recorded).toEqual({ publications: 1, published: 1, approved: 1, steps: 1, requests: 2 })

  const waiting = () =>
    withActor(db, people.manager, (tx) => tx.$count(deliveries, sql`${deliveries.status} in ('pending', 'sending')`))
  worker.kill('SIGTERM')
  expect(await ended(worker)).toBe(0)
  await passTime(db, A_MINUTE)
  const last = startWorkerProcess()
  // A mail whose sender was killed is sent again when its lease is over, with the same id.
  await waitFor(async () => (await waiting()) === 0, 90_000, 'All mails to be sent')
  const ids = new Map<string, Set<string>>()
  for (const { subject, to, messageId } of mailbox.mails) {
    const key = `${subject} ${JSON.stringify(to)}`
    ids.set(key, (ids.get(key) ?? new Set()).add(messageId ?? ''))
  }
  expect([...ids.values()].map(({ size }) => size)).toEqual([...ids].map(() => 1))
  expect(mailbox.mails.some(({ subject }) => subject === `In effect: ${document.identifier} Access control`)).toBe(true)
  // It may be only starting, so how it would end is not asked of this one.
  last.kill('SIGKILL')
  await ended(last)
}, 300_000)

test('a worker that dies while it prints holds a publication up for less than a minute, and no browser outlives one', async () => {
  const people = await makePeople(db, 1)
  const { document } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  const [signer] = people.signers
  if (!signer) throw new Error('Somebody has to sign.')

  // A browser that comes up and never answers, so that the worker dies in the middle of printing.
  const hanging = join(dataDir, 'browser.sh')
  const started = join(dataDir, 'browser.pid')
  await writeFile(hanging, `#!/bin/sh\necho $$ > ${started}\nexec sleep 300\n`, { mode: 0o755 })
  const doomed = startWorkerProcess(hanging)
  const signoff = await waitFor(() => waitingFor(services, signer), 60_000, 'A request to the signer')
  await services.signoffs.approve(signer, signoff.id)
  const pid = await waitFor(async () => Number(await readFile(started, 'utf8').catch(() => '')), 60_000, 'Printing')
  doomed.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')
  await ended(doomed)

  const next = startWorkerProcess()
  const state = async () => (await services.documents.get(people.manager, document.id)).document.status
  await waitFor(async () => (await state()) === 'published', 60_000, 'The document to be published')

  const browsers = await childrenOf(next, /chrom/i)
  expect(browsers).not.toEqual([])
  next.kill('SIGKILL')
  const alive = () => Promise.all(browsers.map(isAlive))
  await waitFor(async () => (await alive()).every((each) => !each), 20_000, 'The end of the browser')
}, 200_000)
