import { z } from 'zod'

/** For operations without parameters, query or body: nothing may be sent either. */
export const NoInput = z.strictObject({})

export const id = z.uuid()
export const instant = z.iso.datetime()
export const day = z.iso.date()

/** A person as they are named beside what they did. */
export const Person = z.object({ id, name: z.string(), positionTitle: z.string().nullable() }).meta({ id: 'Person' })

/** A document as it is named beside what is about it. */
export const DocumentName = z.object({ id, identifier: z.string(), title: z.string() })

/** Names of people that are kept without their position. */
export const Named = z.object({ id: id.nullable(), name: z.string() }).meta({ id: 'Named' })

export const Page = z
  .object({
    next: z.string().nullable().meta({ description: 'Send it as `cursor` for the next page; null on the last one.' }),
    total: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'How many there are in all. 10000 means that many or more; null: not counted.' }),
  })
  .meta({ id: 'Page' })

/** A page of a list. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), page: Page })

export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

/** "1.4", or null for a version that was not approved. */
export const labelOf = (major: number | null, minor: number | null): string | null =>
  major === null || minor === null ? null : `${major}.${minor}`
