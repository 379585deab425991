import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { mailboxCommand } from '#engines/mailbox.ts'
import { anyFreePort } from '#engines/ports.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { waitFor } from '#test/support/wait-for.ts'

test('what the mailbox of a developer keeps is readable by its owner alone', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-mailbox-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const ports = { smtp: await anyFreePort(), page: await anyFreePort() }
  const mailbox = spawn(process.execPath, mailboxCommand(ports, dataDir), { stdio: 'ignore' })
  onTestFinished(() => void mailbox.kill('SIGKILL'))
  const mailer = smtpMailer(`smtp://127.0.0.1:${ports.smtp}`, 'Accord <no-reply@accord.test>')
  onTestFinished(() => mailer.close())
  const mail = {
    key: 'one',
    to: { name: 'Ada', address: 'ada@people.example' },
    subject: 'A link',
    text: 'It opens an account.',
    html: '<p>It does.</p>',
  }
  await waitFor(() => mailer.send(mail), 20_000, 'The mailbox')

  const folder = join(dataDir, 'mail')
  const kept = await waitFor(async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
    expect(files).not.toEqual([])
    return files
  }, 10_000)
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777
  expect(await modeOf(folder)).toBe(0o700)
  for (const name of kept) expect(await modeOf(join(folder, name))).toBe(0o600)
})
