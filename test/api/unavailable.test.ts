import { afterAll, expect, test } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { startApi } from './support/api.ts'

const nowhere = createDatabase('postgres://accord_app:secret@127.0.0.1:1/accord')
afterAll(() => nowhere.$client.end())
const api = await startApi(nowhere)

test('without PostgreSQL every request is asked to come again', async () => {
  for (const method of ['GET', 'POST']) {
    const body = method === 'POST' ? {} : undefined
    const answer = await api.send('/documents', { method, body, key: `acc_${'x'.repeat(43)}` })
    expect(answer.json).toMatchObject({ status: 503, code: 'unavailable', type: '/problems/unavailable' })
    expect(answer.headers.get('retry-after')).toBe('5')
  }
})

test('the OpenAPI document needs no database', async () => {
  const { status, json } = await api.send('/openapi.json')
  expect(status).toBe(200)
  expect(json).toMatchObject({ openapi: '3.1.0', info: { title: 'Accord' } })
})
