import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** How to start the development mailbox: an SMTP server that delivers to a page instead of to people. */
export function mailboxCommand(ports: { smtp: number; page: number }, dataDir: string): string[] {
  const root = dirname(require.resolve('maildev'))
  return [
    join(root, 'bin', 'maildev'),
    ...['--smtp', String(ports.smtp), '--web', String(ports.page)],
    // Mail holds sign-in links: nobody else on the network may read it.
    ...['--ip', '127.0.0.1', '--web-ip', '127.0.0.1'],
    ...['--mail-directory', join(dataDir, 'mail'), '--silent'],
  ]
}
