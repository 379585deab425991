import type { ZodType } from 'zod'

/** Sentences by field name; the empty name holds what belongs to the form as a whole. */
export type FieldErrors = Record<string, string>

/** What was typed, kept as it was, so that a form can be shown again with it. Passwords are not: they are typed again. */
export type TypedText = Record<string, string | string[]>

export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors; typed: TypedText }

/** Names of fields that are typed again each time, and kept nowhere. */
export const SECRET = /password|passkey/i

const asTyped = (form: FormData): TypedText => {
  const typed: TypedText = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string')
    const [first] = values
    if (first !== undefined) typed[name] = values.length === 1 && !name.endsWith('[]') ? first : values
  }
  return typed
}

const withoutSecrets = (typed: TypedText): TypedText =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !SECRET.test(name)))

/** Field names may end in `[]` to be an array always; the schema names them without. */
const asInput = (typed: TypedText): Record<string, unknown> =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name.replace(/\[\]$/, ''), value]))

/** What is said where a schema itself says nothing: its own words are for programs. */
function inWords({ code, maximum, origin }: { code?: string; maximum?: unknown; origin?: unknown }): string {
  if (code !== 'too_big') return code === 'too_small' ? 'Write something here' : 'Choose one from the list'
  return origin === 'array'
    ? `Name at most ${maximum}`
    : `Write at most ${Number(maximum).toLocaleString('en-US')} characters`
}

/**
 * Reads a form by a zod schema. Failure carries one sentence for each field, and the typed text, which must survive
 * every error.
 */
export function parseForm<T>(form: FormData, schema: ZodType<T>): Parsed<T> {
  const typed = asTyped(form)
  const result = schema.safeParse(asInput(typed), { error: inWords })
  if (result.success) return { ok: true, value: result.data }

  const errors: FieldErrors = {}
  for (const issue of result.error.issues) {
    const name = issue.path.findLast((step) => typeof step === 'string') ?? ''
    errors[name] ??= issue.message
  }
  return { ok: false, errors, typed: withoutSecrets(typed) }
}

/** The same failure for something only the service can find out. */
export const formError = (form: FormData, errors: FieldErrors) =>
  ({ ok: false, errors, typed: withoutSecrets(asTyped(form)) }) as const satisfies Parsed<never>

/** What was ticked in a form that was refused, which may be nothing; in any other form, what is so until now. */
export const typedChoices = (
  typed: TypedText | undefined,
  name: string,
  before: readonly (string | number)[],
): readonly string[] => (typed === undefined ? before.map(String) : [typed[name] ?? []].flat())

/** One typed value of a field, or what it was before. */
export const typedValue = (typed: TypedText | undefined, name: string, fallback = ''): string => {
  const value = typed?.[name]
  return typeof value === 'string' ? value : (value?.[0] ?? fallback)
}
