import type { LaunchConfig } from '#services/config.ts'
import type { PortClaims } from '../port-claims.ts'
import { isPortFree, nextFreePort } from '../ports.ts'
import { usesMailbox } from './parts.ts'

/** The usual ports, and what listens there in the words of a sentence that says it had to move. */
const USUAL = {
  web: [3000, 'Accord'],
  temporal: [7233, 'Temporal'],
  temporalUi: [8233, 'the Temporal UI'],
  smtp: [1025, 'the mailbox'],
  mailPage: [1080, "the mailbox's page"],
} as const
const NAMES = Object.keys(USUAL) as (keyof typeof USUAL)[]

export type Ports = Record<keyof typeof USUAL, number>

/**
 * Chooses the ports: the usual ones, or the next free ones after them. Each stays claimed as long as `claims` are held.
 * @returns the ports, and in `moved` a sentence for each that had to move
 * @throws in production, when the port of the pages is taken
 */
export async function choosePorts(
  config: LaunchConfig,
  claims: PortClaims,
): Promise<{ ports: Ports; moved: string[] }> {
  // Behind a proxy, a port that moves by itself is an outage that nobody finds.
  if (config.environment === 'production' && !(await isPortFree(config.port)))
    throw new Error(`Port ${config.port} is taken. Stop what listens there, or set PORT.`)
  const moved: string[] = []
  const [temporal, mailbox] = [!config.temporal.address, usesMailbox(config)]
  const isStarted = { web: true, temporal, temporalUi: temporal, smtp: mailbox, mailPage: mailbox }
  const choose = async (name: keyof typeof USUAL) => {
    const [usual, words] = USUAL[name]
    const wished = name === 'web' ? config.port : usual
    const port = await nextFreePort(wished, claims.claim)
    if (port !== wished && isStarted[name]) moved.push(`Port ${wished} is taken, so ${words} uses ${port}.`)
    return port
  }
  const ports = { web: 0, temporal: 0, temporalUi: 0, smtp: 0, mailPage: 0 } satisfies Ports
  // One after the other: each gets the ports that were claimed for the ones before it.
  for (const name of NAMES) ports[name] = await choose(name)
  return { ports, moved }
}
