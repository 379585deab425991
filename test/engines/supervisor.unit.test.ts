import { expect, test } from 'vitest'
import { startChild } from '#engines/launch/child.ts'
import { watchHealth } from '#engines/launch/health.ts'
import { type Part, supervise } from '#engines/launch/supervisor.ts'
import { anyFreePort } from '#engines/ports.ts'
import { isAlive } from '#engines/processes.ts'
import { waitFor } from '#test/support/wait-for.ts'

/** A real Node process that runs a line of code, as a part. */
const node = (script: string): Part => ({
  name: 'sample',
  start: () => startChild({ args: ['-e', script], env: process.env, log: '/dev/null', graceMs: 1_000 }),
})

const FOREVER = 'require("node:net").createServer().listen(0)'

function watch() {
  const pids: number[] = []
  const lines: string[] = []
  const started = (_name: string, pid: number | null) => {
    if (pid) pids.push(pid)
  }
  return { pids, lines, watcher: { started, say: (line: string) => void lines.push(line) } }
}

test('a part that is killed is started again', async () => {
  const { pids, lines, watcher } = watch()
  const supervised = await supervise(node(FOREVER), watcher, 10)
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await waitFor(() => pids.length === 2)
  expect(lines).toEqual(['sample ended (SIGKILL); starting it again in 0.0 s.'])
  await supervised.stop()
  expect(await isAlive(pids[1] ?? 0)).toBe(false)
})

test('the pause doubles while a part keeps ending', async () => {
  const { lines, watcher } = watch()
  const supervised = await supervise(node('process.exit(3)'), watcher, 100)
  await waitFor(() => lines.length >= 3)
  await supervised.stop()
  expect(lines.slice(0, 3)).toEqual([
    'sample ended (exit code 3); starting it again in 0.1 s.',
    'sample ended (exit code 3); starting it again in 0.2 s.',
    'sample ended (exit code 3); starting it again in 0.4 s.',
  ])
})

test('a part that was stopped stays stopped', async () => {
  const { pids, lines, watcher } = watch()
  const supervised = await supervise(node(FOREVER), watcher, 10)
  await supervised.stop()
  expect(lines).toEqual([])
  expect(await isAlive(pids[0] ?? 0)).toBe(false)
})

test('a part that does not listen is ended by force', async () => {
  const { pids, watcher } = watch()
  const deaf = node(`process.on('SIGTERM', () => {}); process.stdout.write('up'); ${FOREVER}`)
  const supervised = await supervise(deaf, watcher, 10)
  await supervised.stop()
  expect(await isAlive(pids[0] ?? 0)).toBe(false)
})

test('a part that cannot start at all says so', async () => {
  const { watcher } = watch()
  const broken: Part = { name: 'broken', start: async () => Promise.reject(new Error('no such thing')) }
  await expect(supervise(broken, watcher)).rejects.toThrow('no such thing')
})

test('a part that answered and then stands still is ended and started again', async () => {
  const { pids, lines, watcher } = watch()
  const port = await anyFreePort()
  // Keeps its event loop busy for ever once it is asked to, which happens after its first answer has arrived.
  const freezes = `require("node:http").createServer(({ url }, answer) => { while (url === "/freeze"); answer.end("alive") }).listen(${port})`
  let path = '/'
  const answers = async () => {
    const { ok } = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(200) })
    path = '/freeze'
    return ok
  }
  const part = watchHealth(node(freezes), { answers, patienceMs: 500, everyMs: 50 })
  const supervised = await supervise(part, watcher, 10)
  await waitFor(() => pids.length === 2)
  expect(lines).toEqual(['sample ended (no answer for 1 s); starting it again in 0.0 s.'])
  expect(await isAlive(pids[0] ?? 0)).toBe(false)
  await supervised.stop()
})

test('a part that has never answered yet may take its time', async () => {
  const { pids, watcher } = watch()
  let asked = 0
  const answers = async () => {
    asked += 1
    return false
  }
  const supervised = await supervise(watchHealth(node(FOREVER), { answers, patienceMs: 20, everyMs: 10 }), watcher, 10)
  await waitFor(() => asked > 10)
  expect(pids).toHaveLength(1)
  await supervised.stop()
})
