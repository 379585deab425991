import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { createActivities } from '#activities/index.ts'
import { connected } from '#engines/postgres/roles.ts'
import { until } from '#engines/until.ts'
import { createServices, type Services } from '#services/index.ts'
import { connectTemporal } from '#services/temporal/connection.ts'
import { createRelay } from '#services/temporal/relay.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { testDeps } from '#test/support/factories.ts'
import { blankPrinter, type Cast, makeCast, makeDraft } from '#test/support/round.ts'
import { benchDatabase } from './support/databases.ts'
import type { Result } from './support/report.ts'

const ROUNDS = 60
/** Enough that nobody's waiting for an answer leaves the machine idle. */
const AT_ONCE = 30
/** What the process of a round runs: begin, settle, begin the next, approve, print, publish. */
const ACTIVITIES = 6
const SIGNERS = 2

type Draft = Awaited<ReturnType<typeof makeDraft>>

/** From submit to publication, by people who decide as soon as they are asked. */
async function oneRound(services: Services, cast: Cast, document: Draft | undefined): Promise<void> {
  if (!document) throw new Error('there are fewer drafts than rounds')
  const signerIds = cast.signers.map(({ membershipId }) => membershipId)
  await services.rounds.submit(cast.manager, document.id, { signerIds, publication: { mode: 'on_approval' } })
  for (const signer of cast.signers) {
    const asked = await until(
      async () => (await services.signoffs.waiting(signer)).find((row) => row.document.id === document.id),
      60_000,
      'The request to sign',
    )
    await services.signoffs.approve(signer, asked.signoff.id, {})
  }
  const published = async () => (await services.documents.get(cast.author, document.id)).document.status === 'published'
  await until(published, 60_000, 'The publication')
}

/** How many a second, a few at a time. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  let left = ROUNDS
  const began = performance.now()
  const next = async (): Promise<void> => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return (ROUNDS * 1_000) / (performance.now() - began)
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
  const temporal = connectTemporal({ address: engines.temporalAddress, namespace: 'default', taskQueue: 'rounds' })
  const insertOne = async (run: string, step: number) =>
    void (await db.$client.query('insert into bare values ($1, $2)', [run, step]))
  const ours = await Worker.create({
    connection,
    taskQueue: 'rounds',
    workflowsPath: join(import.meta.dirname, '..', 'workflows', 'index.ts'),
    activities: createActivities({ ...deps, printer: blankPrinter, mailer: { send: async () => undefined } }),
  })
  const plain = await Worker.create({
    connection,
    taskQueue: 'bare',
    workflowsPath: join(import.meta.dirname, 'bare.workflow.ts'),
    activities: { insertOne },
  })
  const running = [ours.run(), plain.run()]
  const relay = createRelay({ db, client: temporal.client, taskQueue: 'rounds', log: pino({ level: 'silent' }) }).start(
    url,
  )
  const services = createServices(deps)
  const cast = await makeCast(db, SIGNERS)
  const bareRun = () =>
    temporal.client.workflow.execute('bare', {
      taskQueue: 'bare',
      workflowId: randomUUID(),
      args: [randomUUID(), ACTIVITIES],
    })
  try {
    // In turns, each after a warm-up that compiles and connects.
    const drafts: Draft[] = []
    for (let draft = 0; draft < 2 * ROUNDS + 1; draft++) drafts.push(await makeDraft(services, cast.author))
    const ourRun = () => oneRound(services, cast, drafts.pop())
    await Promise.all([ourRun(), bareRun()])
    const rates = { ours: [] as number[], bare: [] as number[] }
    for (let turn = 0; turn < 2; turn++) {
      rates.bare.push(await rate(bareRun))
      rates.ours.push(await rate(ourRun))
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    return {
      name: 'rounds',
      title: `Approval rounds, ${SIGNERS} signers who decide at once`,
      ratios: [
        {
          what: 'rounds, submit to published',
          against: `bare workflows of ${ACTIVITIES} activities with one insert each`,
          unit: 'per second',
          measured: mean(rates.ours),
          baseline: mean(rates.bare),
          limit: { atLeast: 0.7 },
        },
      ],
      notes: [],
    }
  } finally {
    await relay.stop()
    for (const worker of [ours, plain]) worker.shutdown()
    await Promise.all(running)
    await Promise.all([temporal.close(), connection.close(), db.$client.end()])
  }
}
