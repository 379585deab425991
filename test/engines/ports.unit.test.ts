import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { portClaims } from '#engines/port-claims.ts'
import { anyFreePort, isPortFree, nextFreePort } from '#engines/ports.ts'

const servers: Server[] = []
const hasIPv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'))
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const occupy = (port: number, host: string) =>
  new Promise<void>((resolve) => {
    const server = createServer().listen(port, host, resolve)
    servers.push(server)
  })

test.each(['127.0.0.1', '0.0.0.0', ...(hasIPv6 ? ['::1', '::'] : [])])(
  'a port that somebody listens on at %s is not free',
  async (host) => {
    const port = await anyFreePort()
    expect(await isPortFree(port)).toBe(true)
    await occupy(port, host)
    expect(await isPortFree(port)).toBe(false)
  },
)

test('the wished port is taken when it is free, and a later one when it is not', async () => {
  const port = await anyFreePort()
  expect(await nextFreePort(port)).toBe(port)
  await occupy(port, '127.0.0.1')
  expect(await nextFreePort(port)).toBeGreaterThan(port)
})

test('a port that another has claimed is passed over until the claim ends', async () => {
  const port = await anyFreePort()
  const [first, second] = [portClaims(), portClaims()]
  expect(await first.claim(port)).toBe(true)
  expect(await nextFreePort(port, second.claim)).toBeGreaterThan(port)
  first.release()
  expect(await nextFreePort(port, second.claim)).toBe(port)
  second.release()
})

test('the claim of a killed process ends with it', async () => {
  const port = await anyFreePort()
  const source = `import('./engines/port-claims.ts').then(async ({ portClaims }) => {
    await portClaims().claim(${port}); process.stdout.write('claimed'); setInterval(() => undefined, 1000) })`
  const other = spawn(process.execPath, ['--import', 'tsx', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(other, 'exit')
  await once(other.stdout, 'data')
  const ours = portClaims()
  expect(await ours.claim(port)).toBe(false)
  other.kill('SIGKILL')
  await ended
  expect(await ours.claim(port)).toBe(true)
  ours.release()
})
