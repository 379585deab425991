import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { onFreePorts } from '#engines/launch/parts.ts'
import { choosePorts } from '#engines/launch/ports.ts'
import { portClaims } from '#engines/port-claims.ts'
import { anyFreePort } from '#engines/ports.ts'
import { loadLaunchConfig } from '#services/config.ts'

const servers: Server[] = []
const claims = portClaims()
afterEach(() => {
  claims.release()
  for (const server of servers.splice(0)) server.close()
})
const occupy = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer().once('error', reject).listen(port, '127.0.0.1', resolve)
    servers.push(server)
  })

test('a taken port is left to its owner, and a sentence says which one is used instead', async () => {
  const port = await anyFreePort()
  await occupy(port)
  const { ports, moved } = await choosePorts(loadLaunchConfig({ PORT: String(port) }), claims)
  expect(ports.web).toBeGreaterThan(port)
  expect(moved).toContain(`Port ${port} is taken, so Accord uses ${ports.web}.`)
})

test('no two parts are given the same port', async () => {
  // As if somebody wished the pages to be where Temporal usually is.
  const { ports } = await choosePorts(loadLaunchConfig({ PORT: '7233' }), claims)
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length)
})

test('nothing is said of parts that run elsewhere', async () => {
  const elsewhere = { TEMPORAL_ADDRESS: 'temporal.example:7233', SMTP_URL: 'smtp://mail.example:25' }
  const { moved } = await choosePorts(loadLaunchConfig({ PORT: String(await anyFreePort()), ...elsewhere }), claims)
  // Whatever this machine has taken of the usual ports of Temporal and the mailbox.
  expect(moved).toEqual([])
})

test('in production a taken port ends the start: one that moves by itself is an outage that nobody finds', async () => {
  const port = await anyFreePort()
  await occupy(port)
  const config = loadLaunchConfig({ PORT: String(port), NODE_ENV: 'production' })
  await expect(choosePorts(config, claims)).rejects.toThrow(
    `Port ${port} is taken. Stop what listens there, or set PORT.`,
  )
})

test('two that choose at the same moment get no port of each other', async () => {
  const others = portClaims()
  const config = loadLaunchConfig({ PORT: String(await anyFreePort()) })
  try {
    const chosen = await Promise.all([choosePorts(config, claims), choosePorts(config, others)])
    const ports = chosen.flatMap(({ ports }) => Object.values(ports))
    expect(new Set(ports).size).toBe(ports.length)
  } finally {
    others.release()
  }
})

test('a part is started only where no other program listens', async () => {
  const port = await anyFreePort()
  let starts = 0
  const running = { pid: null, ended: new Promise<string>(() => undefined), stop: async () => undefined }
  const part = onFreePorts({ name: 'mailbox', start: async () => ({ ...running, pid: ++starts }) }, [port])
  await part.start()
  await occupy(port)
  await expect(part.start()).rejects.toThrow(`another program has taken port ${port} meanwhile`)
  expect(starts).toBe(1)
})
