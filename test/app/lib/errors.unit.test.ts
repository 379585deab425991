import { expect, test } from 'vitest'
import { asPage, attempt, notFound } from '#app/lib/errors.server.ts'
import { DomainError } from '#domain/errors.ts'

const request = new Request('https://accord.example/helix/documents/POL-AC-001/submit', { method: 'POST' })
const typed = () => {
  const form = new FormData()
  form.set('message', 'Please look at section 4.')
  return form
}
const refused = (error: unknown) => attempt(request, typed(), Promise.reject(error))

test('a form that a rule refuses is answered with the status of the rule, the sentence, and what was typed', async () => {
  for (const [code, status] of [
    ['forbidden', 403],
    ['signoff_already_decided', 409],
    ['rate_limited', 429],
  ] as const) {
    const error = new DomainError(code)
    expect(await refused(error)).toEqual({
      ok: false,
      status,
      errors: { '': error.message },
      typed: { message: 'Please look at section 4.' },
    })
  }
})

test('a refusal that is about one field stands beside it', async () => {
  const call = Promise.reject(new DomainError('already_exists', { what: 'A member with this address' }))
  expect(await attempt(request, typed(), call, { already_exists: 'email' })).toMatchObject({
    errors: { email: expect.any(String) },
  })
})

test('a lost session leads to the sign-in page and back', async () => {
  const thrown = await refused(new DomainError('unauthenticated')).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Response)
  const location = (thrown as Response).headers.get('Location')
  expect(location).toContain(encodeURIComponent('/helix/documents/POL-AC-001/submit'))
})

/** What the query builder makes of an error of the database. */
const fromDatabase = (code: string) =>
  new Error('Failed query', { cause: Object.assign(new Error('invalid'), { code }) })

test('what the database cannot take, or not at this moment, is no bug either, and nothing that was typed is lost', async () => {
  expect(await refused(fromDatabase('22021'))).toMatchObject({ status: 400, typed: { message: expect.any(String) } })
  expect(await refused(fromDatabase('57P01'))).toMatchObject({ status: 503, typed: { message: expect.any(String) } })
  const page = asPage(request, fromDatabase('57P01'))
  expect(page).toMatchObject({ data: { code: 'unavailable' }, init: { status: 503 } })
  expect(asPage(request, fromDatabase('22P02'))).toEqual(notFound())
})

test('a bug stays a bug', async () => {
  await expect(refused(new TypeError('x is undefined'))).rejects.toThrow(TypeError)
})
