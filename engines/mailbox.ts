import { chmodSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** How to start the development mailbox: an SMTP server that delivers to a page instead of to people. */
export function mailboxCommand(ports: { smtp: number; page: number }, dataDir: string): string[] {
  const root = dirname(require.resolve('maildev'))
  const folder = join(dataDir, 'mail')
  // Also one that was made by an earlier version.
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  return [
    // Mails hold links that open accounts: their files are their owner's alone.
    ...['--import', 'data:text/javascript,process.umask(0o077)'],
    join(root, 'bin', 'maildev'),
    ...['--smtp', String(ports.smtp), '--web', String(ports.page)],
    // Mail holds sign-in links: nobody else on the network may read it.
    ...['--ip', '127.0.0.1', '--web-ip', '127.0.0.1'],
    ...['--mail-directory', folder, '--silent'],
  ]
}
