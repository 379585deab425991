import type { LaunchConfig } from '#services/config.ts'
import { isPortFree, nextFreePort } from '../ports.ts'

export type Ports = { web: number; temporal: number; temporalUi: number; smtp: number; mailPage: number }

/** Chooses the ports: the usual ones, or the next free ones after them; `moved` has a sentence when the pages had to move. */
export async function choosePorts(config: LaunchConfig): Promise<{ ports: Ports; moved: string | null }> {
  // Behind a proxy, a port that moves by itself is an outage that nobody finds.
  if (config.environment === 'production' && !(await isPortFree(config.port)))
    throw new Error(`Port ${config.port} is taken. Stop what listens there, or set PORT.`)
  const promised = new Set<number>()
  const choose = async (wished: number) => {
    const port = await nextFreePort(wished, promised)
    promised.add(port)
    return port
  }
  const ports: Ports = {
    web: await choose(config.port),
    temporal: await choose(7233),
    temporalUi: await choose(8233),
    smtp: await choose(1025),
    mailPage: await choose(1080),
  }
  const moved = ports.web === config.port ? null : `Port ${config.port} is taken, so Accord uses ${ports.web}.`
  return { ports, moved }
}
