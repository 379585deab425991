import { z } from 'zod'

/** Building blocks of queries: what an address can say after the question mark. */

const MOST_VALUES = 50

/** What one of several values may be, for clients. */
function schemaOf(item: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(item, { io: 'input' })
  return schema as { type: 'string' }
}

/** Several values with commas between: `?status=draft,in_review`. */
export const oneOrMore = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .max(2_000)
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(MOST_VALUES))
    .optional()
    .meta({ param: { style: 'form', explode: false }, type: 'array', items: schemaOf(item), maxItems: MOST_VALUES })

export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional()

/** How many rows a page has. */
export const limit = z
  .string()
  .regex(/^\d{1,3}$/, 'Write a whole number from 1 to 100')
  .transform(Number)
  .pipe(z.number().int().min(1).max(100))
  .default(25)
  .meta({ type: 'integer', minimum: 1, maximum: 100, default: 25 })

/** A cursor's text says nothing to clients, so that what is in it may change. */
export const cursorTo = (position: number | string): string => Buffer.from(`c1:${position}`).toString('base64url')

/** A page of rows as it is answered: its cursor names the last of them, while there are more. */
export const pageOf = <Row extends { id: string }>(data: Row[], { total, more }: { total: number; more: boolean }) => {
  const last = data.at(-1)
  return { data, page: { next: more && last ? cursorTo(last.id) : null, total } }
}

const inCursor = (text: string): string | undefined =>
  /^c1:(.+)$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1]

/** Reads what a cursor says, by the schema of what may be in it. */
export const cursorOf = <T extends z.ZodType<unknown, string>>(position: T) =>
  z
    .string()
    .max(2_000)
    .transform((text, context) => {
      const read = position.safeParse(inCursor(text))
      if (read.success) return read.data
      context.addIssue({ code: 'custom', message: 'Send `page.next` of the page before, as it was' })
      return z.NEVER
    })
    .optional()
    .meta({ type: 'string', description: '`page.next` of the page before.' })

const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

/** A cursor that names the number after which the next page begins. */
export const numberCursor = cursorOf(whole.pipe(z.number().min(1).max(2_147_483_647)))
/** A cursor that names the row after which the next page begins. */
export const idCursor = cursorOf(z.uuid())

/** The query of a list that is read by number, newest first. */
export const ByNumber = z.strictObject({ limit, cursor: numberCursor })
