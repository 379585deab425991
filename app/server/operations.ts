import { Router } from 'express'
import type { Registry } from 'prom-client'
import type { Container } from '../lib/container.server.ts'

/** Addresses for operators: alive, ready, figures. None needs a session, and none tells more than a state. */
export function operations(container: Pick<Container, 'ready'>, registry: Registry): Router {
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
