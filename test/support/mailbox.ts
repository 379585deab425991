import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'
import { waitFor } from './wait-for.ts'

/** A real SMTP server that keeps what it is sent. */
export type Mailbox = {
  /** What to put into SMTP_URL. */
  url: string
  mails: ParsedMail[]
  /** From now on mails are taken and not answered, until this is called with false. */
  hold(isHeld: boolean): void
  /** The first mail that fits, waited for. */
  mail(fits: (mail: ParsedMail) => boolean): Promise<ParsedMail>
}

/** Starts a mailbox on a free port. Call it at the top of a test file: it closes after the file's last test. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  let isHeld = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        if (!isHeld) done()
      }, done)
    },
  })
  // A sender that is killed breaks its connection; what it was sending is not a mail.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.server.address()
  if (!address || typeof address === 'string') throw new Error('The mailbox has no port.')
  const mail = (fits: (mail: ParsedMail) => boolean) => waitFor(() => mails.find(fits), 10_000, 'The mail waited for')
  return { url: `smtp://127.0.0.1:${address.port}`, mails, hold: (held) => (isHeld = held), mail }
}
