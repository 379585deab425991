import pg from 'pg'
import { connected } from '#engines/postgres/roles.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify, notifyAudience } from '#services/notifications/notify.ts'
import type { Mailer } from '#services/ports.ts'
import { transact } from '#services/transaction.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { testDeps, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople } from '#test/support/rounds.ts'
import { type BenchDatabase, benchDatabase, load } from './support/databases.ts'
import { milliseconds, timing } from './support/measure.ts'
import type { Result } from './support/report.ts'

const MEMBERS = 10_000
const ROUNDS = 10
const WARM_UP = 3
const REQUESTS = 20
/** Of the announcements, so many are sent before each request is made. */
const SENT_BETWEEN = 50
const NO_ROW = '00000000-0000-7000-8000-000000000000'

/** Fills an organization up to a number of active members. */
const fillMembers = ({ superuserUrl }: BenchDatabase, orgId: string, missing: number) =>
  load(superuserUrl, [
    `create temporary table person as select uuidv7() as id, 'Person ' || n as name, n || '@people.example' as email
       from generate_series(1, ${missing}) as n`,
    `insert into users (id, name, email) select id, name, email from person`,
    `insert into memberships (org_id, id, user_id, name, email, roles)
       select '${orgId}', uuidv7(), id, name, email, '{author}' from person`,
    'analyze memberships',
  ])

/** The tables of notifications and deliveries again, with their keys, indexes and references, and nothing else of ours. */
const makeBareTables = (superuserUrl: string) =>
  connected(superuserUrl, (client) =>
    client.query(`
      create table bare_notifications (like notifications including all,
        foreign key (org_id, membership_id) references memberships (org_id, id),
        foreign key (org_id, document_id) references documents (org_id, id) on delete cascade);
      create table bare_deliveries (like deliveries including all,
        foreign key (org_id, notification_id) references bare_notifications (org_id, id) on delete cascade)`),
  )

/** Copies the rows of an announcement to where the bare insert reads them. */
const stage = (client: pg.Client, key: string) =>
  client.query(`
    drop table if exists staged_notifications, staged_deliveries;
    create temporary table staged_notifications as select * from notifications where key = '${key}';
    create temporary table staged_deliveries as select * from deliveries
      where notification_id in (select id from staged_notifications)`)

/** Inserts the staged rows into the bare tables. */
const insertBare = (client: pg.Client) =>
  client.query(`
    begin;
    insert into bare_notifications select * from staged_notifications;
    insert into bare_deliveries select * from staged_deliveries;
    commit`)

/** A mailer that counts, and can be waited for. */
function countingMailer() {
  let sent = 0
  const waiting = new Set<{ until: (subject: string) => boolean; resolve: () => void }>()
  const mailer: Mailer = {
    send: async ({ subject }) => {
      sent += 1
      for (const one of waiting) if (one.until(subject)) waiting.delete(one) && one.resolve()
      return undefined
    },
  }
  const mailed = (until: (subject: string) => boolean) =>
    new Promise<void>((resolve) => waiting.add({ until, resolve }))
  return { mailer, mailed, sent: () => sent }
}

/** What does it cost to notify 10,000 people, and does a request to sign wait behind their mails? */
export async function notificationsBench(engines: TestEngines): Promise<Result> {
  const database = await benchDatabase(engines, 'notifications')
  const { db, url, superuserUrl } = database
  const deps = testDeps(db)
  const { organization, manager, author, signers } = await makePeople(db, 1)
  const { id: documentId } = await makeDraft(testServices(db), author)
  // Members who read drafts may read the document, so that every announcement is really mailed.
  await fillMembers(database, organization.id, MEMBERS - 3)
  await makeBareTables(superuserUrl)
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()

  const announce = (key: string) => {
    const notice = { kind: 'document_published', key, subjectId: NO_ROW, documentId, facts: { label: '1.0' } } as const
    return transact(deps, manager, async (tx) => notifyAudience(tx, manager.orgId, 'everyone', notice, new Date()))
  }
  const request = (key: string) => {
    const notice = { kind: 'signoff_requested', key, subjectId: NO_ROW, documentId, facts: { dueAt: null } } as const
    const to = signers.map(({ membershipId }) => membershipId)
    return transact(deps, manager, async (tx) => notify(tx, manager.orgId, to, notice, new Date()))
  }

  /** Makes requests while announcements are mailed. */
  async function requestsBetween() {
    const { mailer, mailed, sent } = countingMailer()
    const running = createDelivery({ db, mailer, publicUrl: deps.publicUrl, log: deps.log }).start(url)
    const took: number[] = []
    const before: number[] = []
    for (let made = 0; made < REQUESTS; made++) {
      const until = sent() + SENT_BETWEEN
      await mailed(() => sent() >= until)
      const arrived = mailed((subject) => subject.startsWith('Please review'))
      await request(`request:${made}`)
      const committed = sent()
      took.push(await milliseconds(() => arrived))
      before.push(sent() - committed - 1)
    }
    await running.stop()
    return { took, before: Math.max(...before) }
  }

  try {
    const times = { ours: [] as number[], bare: [] as number[] }
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const ours = await milliseconds(() => announce(`announcement:${round}`))
      await stage(superuser, `announcement:${round}`)
      const bare = await milliseconds(() => insertBare(superuser))
      if (round >= 0) times.ours.push(ours) && times.bare.push(bare)
    }
    const { took, before } = await requestsBetween()
    return {
      name: 'notifications',
      title: `Notifications to ${MEMBERS.toLocaleString('en')} members`,
      figures: [
        {
          what: `${MEMBERS.toLocaleString('en')} notifications with their deliveries, p50`,
          against: 'the bare insert of the same rows',
          unit: 'ms',
          measured: timing(times.ours).p50,
          baseline: timing(times.bare).p50,
          limit: { atMost: 2 },
        },
        {
          what: 'a request to sign behind announcements: mails sent before its own',
          unit: 'mails',
          measured: before,
          limit: { under: 20 },
        },
      ],
      notes: [
        `From the commit of a request to its mail: ${timing(took).p50.toFixed(0)} ms, p50, and ${timing(took).max.toFixed(0)} ms at most.`,
      ],
    }
  } finally {
    await Promise.all([superuser.end(), db.$client.end()])
  }
}
