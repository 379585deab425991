import { type AnyPgColumn, foreignKey, type PgColumn, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'

/** A point in time, always with its zone; JavaScript sees a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const createdAt = () => instant('created_at').notNull().defaultNow()

/** The two columns that begin every table of an organization: whose row it is, and which. */
export const tenantColumns = () => ({
  orgId: uuid('org_id').notNull(),
  id: uuid('id')
    .notNull()
    .$defaultFn(() => uuidv7()),
})

/** Primary key that starts with the organization, so that no key can be guessed across organizations. */
export const tenantKey = (table: { orgId: PgColumn; id: PgColumn }) => primaryKey({ columns: [table.orgId, table.id] })

/**
 * A reference inside one organization. Constraint checks ignore row-level security, so a
 * single-column key could point into another organization; a composite one cannot.
 */
export const tenantReference = (
  name: string,
  orgId: AnyPgColumn,
  column: AnyPgColumn,
  target: { orgId: AnyPgColumn; id: AnyPgColumn },
) => foreignKey({ name, columns: [orgId, column], foreignColumns: [target.orgId, target.id] })
