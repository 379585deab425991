import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
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

test('a port that was promised to another is passed over', async () => {
  const port = await anyFreePort()
  expect(await nextFreePort(port, new Set([port]))).toBeGreaterThan(port)
})
