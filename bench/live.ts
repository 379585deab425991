import { mkdtemp, rm } from 'node:fs/promises'
import { type ClientRequest, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { build } from '#engines/build/build.ts'
import { isBuilt } from '#engines/build/sources.ts'
import { startChild } from '#engines/launch/child.ts'
import { anyFreePort } from '#engines/ports.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { givePassword, PASSWORD } from '#test/support/pages.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { benchDatabase } from './support/databases.ts'
import type { Result } from './support/report.ts'
import { signIn } from './support/site.ts'

const PAGES = 1_000
const MEMBERS = 20
const CHANGES_PER_SECOND = 100
const SECONDS = 20
const DOCUMENTS = 200

/** Changes documents at a steady rate. @returns when the time is over */
async function change(client: pg.Client, ids: readonly string[], seconds: number): Promise<void> {
  const began = performance.now()
  for (let done = 0; done < seconds * CHANGES_PER_SECOND; done += 1) {
    const due = began + (done * 1_000) / CHANGES_PER_SECOND
    if (due > performance.now()) await sleep(due - performance.now())
    await client.query('update documents set updated_at = now() where id = $1', [ids[done % ids.length]])
  }
}

/** Seconds of processor time that the web process has used. */
async function processorSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const found = /^process_cpu_seconds_total ([\d.e+-]+)$/m.exec(text)?.[1]
  if (!found) throw new Error('the web process does not say what processor time it used')
  return Number(found)
}

/** One open page: its stream, and how many updates it has received. */
function openPage(url: string, cookie: string): { request: ClientRequest; received: number; isOpen: boolean } {
  const page = { request: get(url, { agent: false, headers: { cookie } }), received: 0, isOpen: false }
  page.request.on('response', (answer) => {
    page.isOpen = answer.statusCode === 200
    answer.on('data', (chunk: Buffer) => {
      if (chunk.includes('data:')) page.received += 1
    })
    answer.on('error', () => undefined)
  })
  page.request.on('error', () => undefined)
  return page
}

/** What do a thousand open pages cost the web process while much happens in their organization? */
export async function liveBench(engines: TestEngines): Promise<Result> {
  if (!(await isBuilt())) await build({ quiet: true })
  const { db, url: databaseUrl, superuserUrl } = await benchDatabase(engines, 'live')
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  const organization = await makeOrganization(db)
  const members = []
  for (let member = 0; member < MEMBERS; member += 1) members.push(await makeMember(db, organization, ['author']))
  await givePassword(db, ...members)
  const author = members[0]
  if (!author) throw new Error('there is no member')
  const services = testServices(db)
  const ids: string[] = []
  for (let made = 0; made < DOCUMENTS; made += 1) {
    const document = await services.documents.create(author, {
      kind: 'policy',
      category: 'compliance',
      title: 'A plan',
    })
    ids.push(document.id)
  }
  await db.$client.end()

  const port = await anyFreePort()
  const url = `http://127.0.0.1:${port}`
  const web = await startChild({
    args: ['--enable-source-maps', 'build/web.js'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      PUBLIC_URL: url,
      ACCORD_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: engines.temporalAddress,
      AUTH_SECRET: 'a secret of at least thirty-two characters, for benchmarks only',
      LOG_LEVEL: 'error',
    },
    log: null,
    graceMs: 6_000,
  })
  const client = new pg.Client({ connectionString: superuserUrl })
  const pages: ReturnType<typeof openPage>[] = []
  try {
    await client.connect()
    await waitFor(async () => (await fetch(`${url}/healthz`)).ok, 30_000, 'The web process')
    const cookies: string[] = []
    for (const { email } of members) cookies.push(await signIn(url, email, PASSWORD))
    const measure = async () => {
      await change(client, ids, 3)
      const before = await processorSeconds(url)
      const began = performance.now()
      await change(client, ids, SECONDS)
      return ((await processorSeconds(url)) - before) / ((performance.now() - began) / 1_000)
    }
    const alone = await measure()
    for (let opened = 0; opened < PAGES; opened += 1) {
      const page = openPage(`${url}/${organization.slug}/events/stream`, cookies[opened % MEMBERS] ?? '')
      pages.push(page)
      if (opened % 50 === 49) await waitFor(() => page.isOpen, 30_000, 'The streams')
    }
    await waitFor(() => pages.every(({ isOpen }) => isOpen), 30_000, 'The streams')
    const withPages = await measure()
    const received = pages.map((page) => page.received)
    if (Math.min(...received) === 0) throw new Error('a page received no update')
    return {
      name: 'live',
      title: `Open pages, ${PAGES} of ${MEMBERS} people, ${CHANGES_PER_SECOND} changes a second in their organization`,
      figures: [
        {
          what: `web process with ${PAGES} open pages`,
          unit: 'cores',
          measured: withPages,
          limit: { under: 0.5 },
        },
      ],
      notes: [
        `The same changes without a page: ${alone.toFixed(3)} cores, so the pages cost ${(withPages / alone).toFixed(1)} times as much.`,
        `Updates a page received in ${SECONDS + 3} seconds: ${Math.min(...received)} to ${Math.max(...received)}.`,
      ],
    }
  } finally {
    for (const { request } of pages) request.destroy()
    await client.end()
    await web.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
