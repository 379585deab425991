import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import type { LaunchConfig } from '#services/config.ts'
import { addressOf, ORGANIZATIONS } from '../seed/organizations.ts'
import { temporalPage, usesMailbox } from './parts.ts'
import type { Ports } from './ports.ts'
import { say, shown } from './progress.ts'

/** Tells where everything is, and with whose eyes it can be seen. */
export function announce(config: LaunchConfig, ports: Ports, url: string, logsToFiles: boolean): void {
  say(`\nAccord is ready at ${url}\n`)
  const page = temporalPage(config, ports)
  if (page) say(`  Temporal     ${page}`)
  if (usesMailbox(config)) say(`  Mailbox      http://localhost:${ports.mailPage}`)
  if (config.environment === 'development') {
    say(`  Sign in as   ${signIns()}\n               password ${DEMO_PASSWORD}`)
  }
  if (logsToFiles) say(`  Logs         ${shown(config.dataDir)}/web.log, worker.log`)
  say(`\nCtrl-C stops everything; what you did stays in ${shown(config.dataDir)}.`)
}

/** One administrator of each demo organization. */
function signIns(): string {
  const admins = ORGANIZATIONS.map((org) => {
    const admin = org.people.find(({ roles }) => roles.includes('admin'))
    return admin ? addressOf(org, admin) : []
  })
  return admins.flat().join(', ')
}
