import { Router } from 'express'
import { Gauge, type Registry } from 'prom-client'
import type { Backlog, Container } from '../lib/container.server.ts'

/** Addresses for operators: alive, ready, figures. None needs a session, and none answers more than a state. */
export function operations(container: Pick<Container, 'ready' | 'backlog'>, registry: Registry): Router {
  measureBacklog(container, registry)
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
  gauge('accord_outbox_waiting', 'Facts that Temporal has not heard of yet.', ({ waiting }) => waiting)
  gauge(
    'accord_outbox_oldest_seconds',
    'How long the oldest fact has waited to be told to Temporal; 0 when none waits.',
    ({ oldestSeconds }) => oldestSeconds ?? 0,
  )
}
