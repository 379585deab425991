import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { stopEmbedded } from '#engines/postgres.ts'
import { endLeftover } from '#engines/temporal.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { ensureBuilt } from '#test/support/build.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * `npm start` itself is killed, with a round under way: what it had started lives on without it. The next start takes
 * everything over, and the round goes on where it was.
 */
await ensureBuilt()
const dataDir = await mkdtemp(join(tmpdir(), 'accord-launcher-'))
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755)
const launchers: ChildProcess[] = []
const gone = (child: ChildProcess) => waitFor(() => child.exitCode !== null || child.signalCode !== null, 30_000)

afterAll(async () => {
  for (const launcher of launchers) {
    launcher.kill('SIGTERM')
    await gone(launcher)
  }
  await endLeftover(dataDir)
  await stopEmbedded(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})

/** Starts as a person does, and answers when it says where it can be reached. */
async function start(): Promise<{ launcher: ChildProcess; url: string }> {
  const launcher = spawn(process.execPath, ['--import', 'tsx', 'engines/start.ts'], {
    env: { ...process.env, NODE_ENV: 'development', ACCORD_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launchers.push(launcher)
  let said = ''
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const url = await waitFor(
    () => {
      if (launcher.exitCode !== null) throw new Error(`It ended: ${said}`)
      return /Accord is ready at (http:\S+)/.exec(said)?.[1]
    },
    150_000,
    'The address',
  )
  return { launcher, url }
}

/** Somebody of the demo, with the API. */
async function person(url: string, key: string) {
  const sent = { 'content-type': 'application/json', origin: url, 'x-organization': 'helix' }
  const body = JSON.stringify({ email: `${key}@helix.example`, password: DEMO_PASSWORD })
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: sent, body })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const ask = async <T>(path: string, json?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: json === undefined ? 'GET' : 'POST',
      headers: { ...sent, cookie },
      body: json === undefined ? null : JSON.stringify(json),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return { ask }
}

test('what was under way when the launcher was killed goes on with the next start', async () => {
  const before = await start()
  const manager = await person(before.url, 'ada')
  const { id } = await manager.ask<{ id: string }>('/documents', {
    kind: 'policy',
    category: 'access_control',
    title: 'Begun before the end',
    content: { format: 'markdown', body: 'Nothing is lost.' },
  })
  const { data: people } = await manager.ask<{ data: { id: string; name: string }[] }>('/members?limit=100')
  const dana = people.find(({ name }) => name === 'Dana Petrov')
  const submission = { signerIds: [dana?.id], changeSummary: 'First', publication: { mode: 'on_approval' } }
  await manager.ask(`/documents/${id}/submit`, submission)
  before.launcher.kill('SIGKILL')
  await gone(before.launcher)

  const { url } = await start()
  const signer = await person(url, 'dana')
  const request = await waitFor(
    async () => {
      const { data } = await signer.ask<{ data: { id: string; document: { id: string } }[] }>(
        '/signoffs?status=pending&limit=100',
      )
      return data.find(({ document }) => document.id === id)
    },
    60_000,
    'The request to sign',
  )
  await signer.ask(`/signoffs/${request.id}/approve`, {})
  const reader = await person(url, 'ada')
  await waitFor(
    async () => (await reader.ask<{ status: string }>(`/documents/${id}`)).status === 'published',
    90_000,
    'The publication',
  )
  expect((await (await fetch(`${url}/readyz`)).json()) as object).toMatchObject({ ready: true, temporal: 'ok' })
}, 300_000)
