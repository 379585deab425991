import { createServer } from 'node:net'

/**
 * Where a server for this machine may already listen. "localhost" is ::1 first on many machines, so a server there would
 * be met instead of ours; and macOS lets us listen on one address of a port that another server has on all of them.
 */
const ADDRESSES = ['127.0.0.1', '0.0.0.0', '::1', '::']

/** What a machine answers that has no such address at all: nobody can listen there. */
const NO_ADDRESS = ['EAFNOSUPPORT', 'EADDRNOTAVAIL']

/** Whether this machine lets us listen on the port: tried, not guessed from a list of processes. */
async function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(NO_ADDRESS.includes(code)))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** Whether nothing else listens on the port, on the loopback or on every address. */
export async function isPortFree(port: number): Promise<boolean> {
  // One after the other: two of them at once would stand in each other's way.
  for (const address of ADDRESSES) if (!(await isFree(port, address))) return false
  return true
}

/**
 * The wished port, or the first free one after it. A free port is taken only when `claim` grants it.
 * @throws when none of 200 ports is free
 */
export async function nextFreePort(
  wished: number,
  claim: (port: number) => Promise<boolean> = granted,
): Promise<number> {
  for (let port = wished; port < Math.min(wished + 200, 65_536); port++) {
    if ((await isPortFree(port)) && (await claim(port))) return port
  }
  throw new Error(`No free port between ${wished} and ${wished + 199}. Stop what listens there, or choose another.`)
}

const granted = async () => true

/** A port the system picks: for tests, which must not wish for any. */
export async function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
