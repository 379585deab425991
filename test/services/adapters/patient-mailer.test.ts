import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { patientMailer } from '#services/adapters/patient-mailer.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'

const MAIL = {
  to: { name: 'Ada', address: 'ada@helix.example' },
  subject: 'Choose a new password',
  text: 'text',
  html: '<p>text</p>',
  key: 'one',
}
const FROM = 'Accord <no-reply@accord.test>'

test('a mail that the server refuses for now is sent when it takes mails again', async () => {
  const refusals = [451, 421]
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refusals.pop()
      if (responseCode) return done(Object.assign(new Error('later, please'), { responseCode }))
      taken.push(address)
      done()
    },
    onData: (stream, _session, done) => void stream.on('end', done).resume(),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.server.address()
  if (!address || typeof address === 'string') throw new Error('The server has no port.')

  const mailer = patientMailer(smtpMailer(`smtp://127.0.0.1:${address.port}`, FROM))
  await mailer.send(MAIL)
  mailer.close()
  expect(refusals).toEqual([])
  expect(taken).toEqual(['ada@helix.example'])
})

test('a mail for which no server is configured is given up at once', async () => {
  await expect(patientMailer(smtpMailer(null, FROM)).send(MAIL)).rejects.toMatchObject({ code: 'unavailable' })
})

test('who stops does not wait for a server that is away', async () => {
  // Port 9 discards: nothing listens there.
  const mailer = patientMailer(smtpMailer('smtp://127.0.0.1:9', FROM))
  const sent = mailer.send(MAIL)
  mailer.close()
  await expect(sent).rejects.toThrow('stopping')
})
