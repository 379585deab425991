import { Router } from 'express'
import { Gauge, type Registry } from 'prom-client'
import type { Backlog, Container, ProcessFigures } from '../lib/container.server.ts'

/** Addresses for operators: alive, ready, figures. None needs a session, and none answers more than a state. */
export function operations(container: Pick<Container, 'ready' | 'backlog' | 'processes'>, registry: Registry): Router {
  measureBacklog(container, registry)
  measureProcesses(container, registry)
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' })
  })
  router.get('/readyz', async (_request, response) => {
    const readiness = await container.ready()
    response
      .status(readiness.ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(readiness)
  })
  router.get('/metrics', async (_request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
  return router
}

/** Asked when the figures are read; absent while the database does not answer, which is another alarm's matter. */
function measureBacklog({ backlog }: Pick<Container, 'backlog'>, registry: Registry): void {
  const gauge = (name: string, help: string, figure: (backlog: Backlog) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.remove()
        const now = await backlog().catch(() => null)
        if (now) this.set(figure(now))
      },
    })
  gauge('accord_outbox_waiting', 'Facts that were not delivered to Temporal yet.', ({ waiting }) => waiting)
  gauge(
    'accord_outbox_oldest_seconds',
    'How long the oldest fact has waited for its delivery to Temporal; 0 when none waits.',
    ({ oldestSeconds }) => oldestSeconds ?? 0,
  )
}

/** Asked when the figures are read, as the backlog is. One series for each kind of process. */
function measureProcesses({ processes }: Pick<Container, 'processes'>, registry: Registry): void {
  const gauge = (name: string, help: string, figure: (figures: ProcessFigures) => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['process'],
      registers: [registry],
      async collect() {
        this.reset()
        for (const figures of await processes().catch(() => [])) {
          const value = figure(figures)
          if (value !== undefined) this.set({ process: figures.process }, value)
        }
      },
    })
  gauge('accord_processes_failed', 'Processes that failed and wait for a retry.', ({ failed }) => failed)
  gauge(
    'accord_processes_checked_seconds',
    'Seconds since the last check by the reconciler.',
    ({ check }) => check?.secondsAgo,
  )
  gauge(
    'accord_processes_under_way',
    'Processes that should be running, at the last check.',
    ({ check }) => check?.underWay,
  )
  gauge(
    'accord_processes_restarted',
    'Processes that the reconciler has started again so far.',
    ({ check }) => check?.restarted,
  )
}
