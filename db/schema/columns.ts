import {
  type AnyPgColumn,
  foreignKey,
  integer,
  type PgColumn,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

/** A point in time, always with its zone; JavaScript sees a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const createdAt = () => instant('created_at').notNull().defaultNow()

/** The two columns that begin every table of an organization: whose row it is, and which. */
export const tenantColumns = () => ({
  orgId: uuid('org_id').notNull(),
  id: uuid('id').notNull(),
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

/**
 * The columns of a table whose rows are work to do: one process takes a row for the length of a lease, works, and stores
 * the result if the lease is still its own. See db/queries/leases.ts.
 */
export const leaseColumns = () => ({
  /** How often the row was taken. */
  attempts: integer('attempts').notNull().default(0),
  /** From when on the row may be taken. While somebody works on it: when their lease ends. */
  nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
  /** A new value each time the row is taken: who holds it. Null when nobody does. */
  lease: uuid('lease'),
  lastError: text('last_error'),
})
