import pRetry from 'p-retry'
import { DomainError } from '#domain/errors.ts'
import type { Mail, Mailer } from '../ports.ts'

/** Half a second, then twice as long each time: for about four minutes. A person who waits longer asks again. */
const RETRIES = { retries: 9, minTimeout: 500, factor: 2, maxTimeout: 60_000, randomize: true } as const

/**
 * A mailer that tries again while the mail server is away. It is for the mails that hold a secret link: the link must not
 * be written to the database, as everything that outlives the process would have to be.
 */
export function patientMailer(mailer: Mailer & { close(): void }): Mailer & { close(): void } {
  const closing = new AbortController()
  return {
    send: (mail: Mail) =>
      pRetry(() => mailer.send(mail), {
        ...RETRIES,
        signal: closing.signal,
        // A refusal in words, such as "no server is configured", stays true.
        shouldRetry: ({ error }) => !(error instanceof DomainError),
      }),
    close() {
      closing.abort(new Error('stopping: a mail that had not left was given up'))
      mailer.close()
    },
  }
}
