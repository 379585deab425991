import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { advance, startWorker, taskQueue, temporalClient } from '#test/support/temporal.ts'
import { sleeper } from './sleeper.workflow.ts'

const { db, ownerDb } = await createTestDatabase()
const client = await temporalClient()
const mailbox = await startMailbox()
await startWorker({ workflowsPath: join(import.meta.dirname, 'sleeper.workflow.ts') })

describe('the engines of a test run', () => {
  test('a test database is migrated, and worked on as a role that row-level security binds', async () => {
    const query =
      'SELECT current_user AS role, rolsuper OR rolbypassrls AS exempt FROM pg_roles WHERE rolname = current_user'
    expect((await db.$client.query(query)).rows).toEqual([{ role: 'accord_app', exempt: false }])
    const tables = await ownerDb.$client.query(
      "SELECT count(*)::int AS n FROM pg_tables WHERE tableowner = 'accord_owner'",
    )
    expect(tables.rows[0].n).toBeGreaterThan(10)
  })

  test('the application role takes on the system role only when it says so', async () => {
    const borrowed = await db.$client.query("SELECT pg_has_role('accord_app', 'accord_system', 'USAGE') AS yes")
    expect(borrowed.rows).toEqual([{ yes: false }])
    const connection = await db.$client.connect()
    await connection.query('BEGIN; SET LOCAL ROLE accord_system')
    expect((await connection.query('SELECT current_user AS role')).rows).toEqual([{ role: 'accord_system' }])
    await connection.query('ROLLBACK')
    connection.release()
  })

  test('a slow statement is cut, and so is a transaction that idles', async () => {
    const settings = await db.$client.query(
      "SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name",
    )
    expect(settings.rows.map((row) => Number(row.setting))).toEqual([30_000, 5_000, 15_000])
  })

  test('a year passes in seconds over the real Temporal server', async () => {
    const handle = await client.workflow.start(sleeper, { workflowId: taskQueue(), taskQueue: taskQueue() })
    await advance(handle, '364 days')
    expect((await handle.describe()).status.name).toBe('RUNNING')
    await advance(handle, '1 day')
    expect(await handle.result()).toBe(365)
  })

  test('a mail that is sent is a mail that can be read', async () => {
    const transport = createTransport(mailbox.url)
    await transport.sendMail({
      from: 'a@helix.example',
      to: 'b@helix.example',
      subject: 'Unterschrift fällig',
      text: 'Please sign.',
    })
    const mail = await mailbox.mail((candidate) => candidate.subject === 'Unterschrift fällig')
    expect(mail.text?.trim()).toBe('Please sign.')
  })
})
