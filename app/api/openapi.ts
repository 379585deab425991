import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { ERRORS, type ErrorCode } from '#domain/errors.ts'
import { IDEMPOTENCY_KEY } from './http/idempotency.ts'
import { REVISION } from './http/parse.ts'
import { PROBLEM_TYPE } from './http/problems.ts'
import { API_PATH, costNote, type Operation } from './operation.ts'
import { RESOURCES } from './resources.ts'

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>

const ProblemView = z
  .object({
    type: z.string().meta({ description: 'A page that explains this kind of problem.' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum([...(Object.keys(ERRORS) as ErrorCode[]), 'internal']),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), message: z.string(), in: z.enum(['query', 'header']).optional() }))
      .optional()
      .meta({ description: 'Each field that cannot be taken; `in` is absent for the body.' }),
    facts: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Facts of the refusal, such as the state now.' }),
  })
  .meta({ id: 'Problem' })

const DESCRIPTION = `Everything the pages can do, over the same use cases.

Send \`Authorization: Bearer acc_…\`, or use the session of your browser with the header \`X-Organization\`.
Errors are \`application/problem+json\` (RFC 9457). Every POST takes an \`Idempotency-Key\`.
No text may have the character U+0000 or half of a surrogate pair in it; names, titles and reasons no control characters and none that turn the direction of the text.`

let made: Document | null = null

/** The OpenAPI 3.1 document of the operations, from the schemas that parse their requests. */
export function openApiDocument(): Document {
  made ??= generate()
  return made
}

function generate(): Document {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer', bearerFormat: 'acc_…' })
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Organization',
    description: 'The organization of the session whose cookie is sent. Writes need an Origin of this site.',
  })
  for (const { tag, operations } of RESOURCES) {
    for (const operation of operations) registry.registerPath(pathOf(operation, tag))
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Accord', version: '1', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: API_PATH }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: RESOURCES.map(({ tag }) => ({ name: tag })),
  })
}

function pathOf(operation: Operation, tag: string): RouteConfig {
  const { id, method, path, summary, notes, scope, params, query, body, bodyOptional, example } = operation
  const scopeNote = scope === null ? '' : `An API key needs the scope \`${scope}\`.`
  return {
    method,
    path,
    operationId: id,
    tags: [tag],
    summary,
    description: [notes, scopeNote, costNote(operation)].filter(Boolean).join('\n\n'),
    request: {
      ...(params ? { params: asObject(params) } : {}),
      ...(query ? { query: asObject(query) } : {}),
      headers: headersOf(operation),
      ...(body
        ? {
            body: {
              required: !bodyOptional,
              content: { 'application/json': { schema: body, ...(example.body ? { example: example.body } : {}) } },
            },
          }
        : {}),
    },
    responses: { [operation.status]: successOf(operation), default: problemResponse },
  }
}

function headersOf({ method, needsRevision }: Operation) {
  const key = z
    .string()
    .regex(IDEMPOTENCY_KEY)
    .optional()
    .meta({ description: 'The same key and body give the same answer for a day.' })
  const revision = z.string().regex(REVISION).meta({ description: 'The ETag that was read, such as `"7"`.' })
  return z.object({
    ...(method === 'post' ? { 'Idempotency-Key': key } : {}),
    ...(needsRevision ? { 'If-Match': revision } : {}),
  })
}

function successOf({ status, response, files, example }: Operation): ResponseConfig {
  if (files) {
    const file = { schema: { type: 'string' as const, format: 'binary' } }
    return { description: 'The file', content: Object.fromEntries(files.map((type) => [type, file])) }
  }
  if (!response) return { description: 'Done' }
  const content = { 'application/json': { schema: response, example: example.response } }
  return { description: status === 201 ? 'Made' : 'The answer', content }
}

const problemResponse: ResponseConfig = {
  description: 'Refused. Each `code` has a page below `/problems` that explains it.',
  content: { [PROBLEM_TYPE]: { schema: ProblemView, example: problemExample('not_found') } },
}

function problemExample(code: ErrorCode) {
  const { status, title, sentence } = ERRORS[code]
  return { type: `/problems/${code}`, title, status, detail: sentence({}), code, requestId: '7f3c0de2' }
}

/** Parameters and queries are objects by construction; the generator wants to see that. */
function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema
  throw new Error('parameters and queries are objects')
}
