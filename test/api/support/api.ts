import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll } from 'vitest'
import { API_BUDGETS, type ApiBudgets } from '#app/api/http/rate-limit.ts'
import { API_PATH } from '#app/api/operation.ts'
import { createApi } from '#app/api/router.ts'
import { observe } from '#app/server/observability.ts'
import { originCheck } from '#app/server/security.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { API_SCOPES, type ApiScope } from '#domain/scopes.ts'
import type { Services } from '#services/index.ts'
import { createRateLimits } from '#services/rate-limits/index.ts'
import { testAuth } from '#test/support/auth.ts'
import { testServices } from '#test/support/factories.ts'

export interface Sent {
  method?: string
  headers?: Record<string, string>
  query?: Record<string, string>
  /** Sent as JSON, unless it is text or bytes already. */
  body?: unknown
  key?: string
}

export interface Got {
  status: number
  headers: Headers
  text: string
  /** The body as JSON; null for none. */
  json: Record<string, unknown> | null
}

/** The API over real HTTP and a real database. Errors that it logged are bugs: tests look at them. */
export async function startApi(
  db: Database,
  options: { budgets?: ApiBudgets; services?: Services; patienceMs?: number } = {},
) {
  const services = options.services ?? testServices(db)
  const { auth } = testAuth(db)
  const bugs: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void bugs.push(line) })
  const app = express().disable('x-powered-by').set('etag', false)
  app.use(observe({ log, registry: new Registry() }, async () => 'no page'))
  const plenty = {
    perCredential: { ...API_BUDGETS.perCredential, points: 100_000 },
    failuresPerAddress: { ...API_BUDGETS.failuresPerAddress, points: 100_000 },
  }
  const limits = createRateLimits(db, options.patienceMs)
  const { budgets = plenty } = options
  app.use(API_PATH, createApi({ auth, services, limits, budgets, production: false, isFromHere: originCheck(null) }))
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function send(path: string, { method = 'GET', headers = {}, query, body, key }: Sent = {}): Promise<Got> {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const payload = raw ? Buffer.from(body) : JSON.stringify(body)
    const search = query ? `?${new URLSearchParams(query)}` : ''
    const response = await fetch(`${origin}${API_PATH}${path}${search}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: payload,
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
  }

  /** A key of a member. Only admins make keys, so the member is one while theirs is made. */
  async function keyOf(actor: Actor, scopes: readonly ApiScope[] = API_SCOPES): Promise<string> {
    const asAdmin: Actor = { ...actor, roles: ['admin'] }
    const input = { name: 'Test', scopes: [...scopes], expiresInDays: null }
    return (await services.apiKeys.create(asAdmin, input)).key
  }

  return { send, keyOf, services, auth, bugs, origin }
}

export type Api = Awaited<ReturnType<typeof startApi>>
