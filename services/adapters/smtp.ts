import nodemailer from 'nodemailer'
import { DomainError } from '#domain/errors.ts'
import type { Mail, Mailer } from '../ports.ts'

/** Every wait has an end: a mail server that accepts a connection and then says nothing must not hold a worker. */
const DEADLINE_MS = 10_000

/**
 * Sends over SMTP.
 * @param url null when no server is configured: sending then fails in words, and whoever tries again later may succeed
 * @param from sender, such as `Accord <no-reply@accord.example>`
 */
export function smtpMailer(url: string | null, from: string): Mailer & { close(): void } {
  if (url === null) {
    const send = () => Promise.reject(new DomainError('unavailable', { what: 'The mail server' }))
    return { send, close: () => {} }
  }
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    connectionTimeout: DEADLINE_MS,
    greetingTimeout: DEADLINE_MS,
    socketTimeout: DEADLINE_MS,
  })
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ to, subject, html, text, key }: Mail) {
      const { response } = await transport.sendMail({ from, to, subject, html, text, messageId: `<${key}@${domain}>` })
      return response.slice(0, 200)
    },
    close: () => transport.close(),
  }
}
