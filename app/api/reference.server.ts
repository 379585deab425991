import { openApiDocument } from './openapi.ts'
import { API_PATH, costNote, type Operation } from './operation.ts'
import { RESOURCES } from './resources.ts'

export interface ReferenceParameter {
  name: string
  in: 'path' | 'query' | 'header'
  description: string
  required: boolean
  example: string
}

/** One operation as the reference page shows it and lets it be tried. */
export interface ReferenceOperation {
  id: string
  method: string
  path: string
  summary: string
  notes: string
  scope: string | null
  status: number
  parameters: ReferenceParameter[]
  body: string | null
  response: string | null
}

export interface ReferenceSection {
  tag: string
  operations: ReferenceOperation[]
}

/** The whole API as the page at `/api/docs` shows it. */
export const reference = (): { base: string; sections: ReferenceSection[] } => ({
  base: API_PATH,
  sections: RESOURCES.map(({ tag, operations }) => ({ tag, operations: operations.map(described) })),
})

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value, null, 2))

const described = (operation: Operation): ReferenceOperation => ({
  id: operation.id,
  method: operation.method.toUpperCase(),
  path: operation.path,
  summary: operation.summary,
  notes: [operation.notes, costNote(operation)].filter(Boolean).join(' '),
  scope: operation.scope,
  status: operation.status,
  parameters: parametersOf(operation),
  body: operation.body ? (json(operation.example.body) ?? '{}') : null,
  response: json(operation.example.response),
})

/** As the OpenAPI document has them, so that the page and the document cannot differ. */
function parametersOf({ path, method, example }: Operation): ReferenceParameter[] {
  const documented = openApiDocument().paths?.[path]?.[method]?.parameters ?? []
  return documented.flatMap((parameter) => {
    if (!('name' in parameter) || parameter.in === 'cookie') return []
    const { name, in: place, required = false, description, schema } = parameter
    const inSchema = schema && 'description' in schema ? schema.description : undefined
    const values = place === 'path' ? example.params : place === 'query' ? example.query : undefined
    const parameterIn = place === 'path' ? 'path' : place === 'query' ? 'query' : 'header'
    const words = description ?? inSchema ?? ''
    return [{ name, in: parameterIn, required, description: words, example: values?.[name] ?? '' }]
  })
}
