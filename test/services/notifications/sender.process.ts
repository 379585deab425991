import { pino } from 'pino'
import { createDatabase } from '#db/client.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createDelivery } from '#services/notifications/delivery.ts'

/* A process that sends what is due, for a test that kills it. */
const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2)
const mailer = smtpMailer(smtpUrl, 'Accord <accord@example.org>')
const log = pino({ level: 'silent' })
await createDelivery({ db: createDatabase(databaseUrl), mailer, publicUrl: 'https://accord.example', log }).drain()
