import { AsyncLocalStorage } from 'node:async_hooks'
import { databaseTrouble } from '../database-failures.ts'

const asked = new AsyncLocalStorage<{ cause: unknown }>()

/** Keeps what made a request to better-auth fail, if that is the database. */
export function noteCause(error: unknown): void {
  const request = asked.getStore()
  if (request && databaseTrouble(error)) request.cause ??= error
}

/**
 * Runs a request to better-auth, which turns some errors into a 500 of its own and names the cause to its logger only.
 * @throws the error of the database, if that is why the request failed
 */
export function withCause<T>(work: () => Promise<T>): Promise<T> {
  const request: { cause: unknown } = { cause: undefined }
  return asked.run(request, async () => {
    const result = await work().catch((error: unknown) => {
      throw request.cause ?? error
    })
    if (result instanceof Response && result.status >= 500 && request.cause !== undefined) throw request.cause
    return result
  })
}
