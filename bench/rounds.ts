import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pg from 'pg'
import { pino } from 'pino'
import { connected } from '#engines/postgres/roles.ts'
import { createServices, type Services } from '#services/index.ts'
import { connectTemporal } from '#services/temporal/connection.ts'
import { createRelay } from '#services/temporal/relay.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { testDeps } from '#test/support/factories.ts'
import { blankPrinter, makeDraft, makePeople, type People } from '#test/support/rounds.ts'
import { createWorkers } from '#worker/workers.ts'
import { benchDatabase } from './support/databases.ts'
import { type Happenings, happenings } from './support/happenings.ts'
import { inTurns, WARM_UP_TURNS } from './support/rates.ts'
import type { Result } from './support/report.ts'

const TURNS = 5
const ROUNDS = 30
/** Enough that nobody's waiting for an answer leaves the machine idle. */
const AT_ONCE = 15
/** What a workflow would run that has an activity for each thing: begin, settle, approve, print, publish. Ours needs four. */
const ACTIVITIES = 5
const SIGNERS = 2

type Draft = Awaited<ReturnType<typeof makeDraft>>

/** From submit to publication, by people who decide as soon as they are asked. */
async function oneRound(
  at: { services: Services; happened: Happenings; people: People; mails: pg.Client },
  draft?: Draft,
) {
  if (!draft) throw new Error('there are fewer drafts than rounds')
  const { services, happened, people, mails } = at
  const asked = happened('signoffs', draft.id)
  const published = happened('publications', draft.id)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  await services.rounds.submit(people.manager, draft.id, { signerIds, publication: { mode: 'on_approval' } })
  await asked
  const requests = await requestsIn(mails, draft.id)
  for (const signer of people.signers) await services.signoffs.approve(signer, requests.get(signer.membershipId) ?? '')
  await published
}

/** The requests as the signers' mails link to them, read past all that their pages would ask. */
async function requestsIn(mails: pg.Client, documentId: string): Promise<Map<string, string>> {
  const found = 'select signer_id, id from signoffs where document_id = $1'
  const { rows } = await mails.query<{ signer_id: string; id: string }>({ name: found, text: found }, [documentId])
  return new Map(rows.map(({ signer_id, id }) => [signer_id, id]))
}

/** What do rules, records and people cost beside the workflow itself? */
export async function roundsBench(engines: TestEngines): Promise<Result> {
  Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'ERROR' } } })
  const { db, url, superuserUrl } = await benchDatabase(engines, 'rounds')
  await connected(superuserUrl, (client) =>
    client.query('create table bare (run text, step int, primary key (run, step)); grant insert on bare to accord_app'),
  )
  const deps = testDeps(db)
  const connection = await NativeConnection.connect({ address: engines.temporalAddress })
  const temporal = connectTemporal({ address: engines.temporalAddress, namespace: 'default' })
  const insertOne = async (run: string, step: number) =>
    void (await db.$client.query('insert into bare values ($1, $2)', [run, step]))
  // What printing costs, another benchmark says.
  const blank = await blankPrinter.print({ html: '', title: '', author: '', subject: '', lang: 'en' })
  const ours = await createWorkers(
    {
      connection,
      namespace: 'default',
      queuePrefix: 'rounds',
      workflows: { workflowsPath: join(import.meta.dirname, '..', 'workflows', 'index.ts') },
      graceMs: 1_000,
    },
    { ...deps, printer: { print: async () => blank } },
  )
  const plain = await Worker.create({
    connection,
    taskQueue: 'bare',
    workflowsPath: join(import.meta.dirname, 'bare.workflow.ts'),
    activities: { insertOne },
  })
  const running = [...ours, plain].map((worker) => worker.run())
  const log = pino({ level: 'silent' })
  const relay = createRelay({ db, client: new Client({ connection }), queuePrefix: 'rounds', log }).start(url)
  const services = createServices(deps)
  const people = await makePeople(db, SIGNERS)
  // Rounds ask it at once; without pipelining pg 9 refuses that.
  const mails = new pg.Client({ connectionString: superuserUrl, pipeline: true })
  await mails.connect()
  const { happened, close } = await happenings(url)
  try {
    const drafts: Draft[] = []
    for (let draft = 0; draft < (WARM_UP_TURNS + TURNS) * ROUNDS; draft++)
      drafts.push(await makeDraft(services, people.author))
    const rates = await inTurns(
      {
        ours: () => oneRound({ services, happened, people, mails }, drafts.pop()),
        bare: () =>
          temporal.client.workflow.execute('bare', {
            taskQueue: 'bare',
            workflowId: randomUUID(),
            args: [randomUUID(), ACTIVITIES],
          }),
      },
      { turns: TURNS, times: ROUNDS, atOnce: AT_ONCE },
    )
    return {
      name: 'rounds',
      title: `Approval rounds, ${SIGNERS} signers who decide at once`,
      figures: [
        {
          what: 'rounds, submit to published',
          against: `bare workflows of ${ACTIVITIES} activities with one insert each`,
          unit: 'per second',
          measured: rates.ours,
          baseline: rates.bare,
          limit: { atLeast: 0.7 },
        },
      ],
      notes: [],
    }
  } finally {
    await Promise.all([close(), relay.stop()])
    for (const worker of [...ours, plain]) worker.shutdown()
    await Promise.all(running)
    await Promise.all([temporal.close(), connection.close(), db.$client.end(), mails.end()])
  }
}
