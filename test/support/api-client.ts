import { randomUUID } from 'node:crypto'
import { waitFor } from './wait-for.ts'

/** A program that uses the API as the guide says: what got no final answer is sent again, under the same key. */
export type ApiClient = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
}

/** For so long a part of the house may be away. */
const PATIENCE_MS = 120_000

/** @param onAnswer called with every final answer, so that a test can count what went through */
export function apiClient(url: string, key: string, onAnswer: () => void = () => undefined): ApiClient {
  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    if (method === 'POST') headers['idempotency-key'] = randomUUID()
    const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) }
    const answer = await waitFor(
      async () => {
        const response = await fetch(`${url}/api/v1${path}`, { ...request, signal: AbortSignal.timeout(20_000) })
        const text = await response.text()
        if (response.status >= 500 || response.status === 429 || text.includes('request_in_progress')) {
          throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
        }
        return { status: response.status, text }
      },
      PATIENCE_MS,
      `A final answer to ${method} ${path}`,
    )
    onAnswer()
    if (answer.status >= 400) throw new Error(`${method} ${path} was refused with ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text) as T
  }
  return { get: (path) => send('GET', path), post: (path, body = {}) => send('POST', path, body) }
}
