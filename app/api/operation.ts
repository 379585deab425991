import type { Readable } from 'node:stream'
import type { ZodType, z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import type { ApiScope } from '#domain/scopes.ts'
import type { Services } from '#services/index.ts'

export const API_PATH = '/api/v1'

/** Bodies are small unless an operation says otherwise. */
export const BODY_LIMIT = 1_000_000
/** Bodies that carry the text of a document. */
export const CONTENT_LIMIT = 2_500_000

/** What an operation is called with, parsed: nothing in it has a shape that the operation does not name. */
export interface Call<P extends ZodType, Q extends ZodType, B extends ZodType> {
  actor: Actor
  services: Services
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  /** The revision that `If-Match` names; null where the operation takes none. */
  revision: number
}

/** A file instead of JSON. */
export interface ApiFile {
  type: string
  name: string
  /** Text, or bytes that are sent as they come, so that no process holds a large file in memory. */
  content: string | Readable
  /** Bytes, where they are counted before. */
  size?: number
}

export interface Reply<T> {
  /** What is answered as JSON; absent with 204 and for files. */
  body?: T
  /** What a repeat with the same `Idempotency-Key` gets, where the answer holds a secret that is shown once. */
  repeatBody?: T
  /** The value of `ETag`, without quotes. Absent: a hash of the body, on single resources. */
  etag?: string
  /** The resource itself, where the answer says more than that: its hash is the `ETag`, as when it is read again. */
  resource?: unknown
  /** Where what was made can be read, below `/api/v1`. */
  location?: string
  file?: ApiFile
}

/** How far the document of the examples has come when an example is sent. */
export const EXAMPLE_STATES = [
  'none',
  'draft',
  'version',
  'in_review',
  'failed',
  'approved',
  'planned',
  'published',
  'asked',
  'accepted',
  'questioned',
  'used_up',
  'archived',
] as const
export type ExampleState = (typeof EXAMPLE_STATES)[number]

/** One request that works and what it answers, for the documentation. A test sends it. */
export interface Example {
  /** Absent: the document has a version, and nobody was asked to sign it. */
  state?: ExampleState
  /** Who sends it. Absent: the author. */
  by?: 'author' | 'signer'
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  response?: unknown
}

/**
 * One operation of the API, as data. Routes, parsing, the OpenAPI document, the reference page and the tests are all
 * made from it, so none of them can say something else.
 */
export interface Operation<
  P extends ZodType = ZodType,
  Q extends ZodType = ZodType,
  B extends ZodType = ZodType,
  R extends ZodType = ZodType,
> {
  /** Noun and verb: "documents.create". */
  id: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/api/v1`, with parameters in braces. */
  path: string
  summary: string
  /** More than the summary says, where there is more to say. */
  notes?: string
  /** What an API key must carry; null: any key. What the person may do is up to the use case. */
  scope: ApiScope | null
  params?: P
  query?: Q
  body?: B
  /** The body may be left out altogether. */
  bodyOptional?: boolean
  bodyLimit?: number
  /** How many requests of the caller's budget it counts as. Absent: one. */
  cost?: number
  /** The answer; absent: 204, or a file. */
  response?: R
  /** The media types of a file. */
  files?: readonly string[]
  status: 200 | 201 | 202 | 204
  /** Sent again it makes the same, so a repeat needs no key and is carried out. */
  isRepeatable?: boolean
  /** Writes only what was read: takes `If-Match` with a revision. */
  needsRevision?: boolean
  example: Example
  // A method, so that operations of different shapes fit into one list.
  run(call: Call<P, Q, B>): Promise<Reply<z.input<R>>>
}

/** What an operation costs, for the documentation; empty for one request. */
export const costNote = ({ cost = 1 }: Pick<Operation, 'cost'>): string =>
  cost === 1 ? '' : `Counts as ${cost} requests.`

/** The operations of one noun. Its folder declares them; `resources.ts` merges the nouns. */
export interface Resource {
  /** The heading under which the documentation lists them. */
  tag: string
  operations: readonly Operation[]
}

/** Checks one operation's handler against its own schemas. */
export const operation = <P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
  given: Operation<P, Q, B, R>,
): Operation => given
