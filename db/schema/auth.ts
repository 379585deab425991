import { bigint, boolean, index, integer, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'
import { createdAt, instant, leaseColumns } from './columns.ts'

/**
 * Who can sign in. These tables belong to no organization: a person may be a member of several, and signing in
 * happens before one is chosen. They carry no row-level security for that reason, and nothing but `services/auth`
 * reads secrets from them. The columns are those better-auth expects, plus `is_demo`.
 */

const id = () => uuid('id').primaryKey().$defaultFn(uuidv7)
const updatedAt = () => instant('updated_at').notNull().defaultNow()
const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

export const users = pgTable('users', {
  id: id(),
  name: text('name').notNull(),
  /** Always in lower case: better-auth lowers it on the way in, so the unique index is case-insensitive. */
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  /** A person of the demo data, whose password is printed on the sign-in page. Refused in production. */
  isDemo: boolean('is_demo').notNull().default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: userId(),
    token: text('token').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('sessions_user_idx').on(table.userId)],
)

/** How a user proves who they are: one row per method. The password of the `credential` method is a scrypt hash. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    userId: userId(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('accounts_user_idx').on(table.userId)],
)

/** Keys that a person's devices hold: each proves by a signature of its own who they are. The columns are better-auth's. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    userId: userId(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    credentialID: text('credential_id').notNull().unique(),
    /** How often the device has signed, as far as it counts: an older number is a copy of it. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    aaguid: text('aaguid'),
    createdAt: createdAt(),
  },
  (table) => [index('passkeys_user_idx').on(table.userId)],
)

/** One-time proofs such as a password reset in flight. */
export const verifications = pgTable(
  'verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('verifications_identifier_idx').on(table.identifier)],
)

export const ACCOUNT_MAIL_PURPOSES = ['sign_up', 'password_reset'] as const
export type AccountMailPurpose = (typeof ACCOUNT_MAIL_PURPOSES)[number]

/**
 * Mails with a secret link that were asked for and have not left yet: what for and to which address, known or not. The link
 * is made when the mail is sent. A row goes with its mail.
 */
export const accountMails = pgTable(
  'account_mails',
  {
    id: id(),
    purpose: text('purpose', { enum: ACCOUNT_MAIL_PURPOSES }).notNull(),
    address: text('address').notNull(),
    askedAt: instant('asked_at').notNull(),
    ...leaseColumns(),
  },
  (table) => [
    uniqueIndex('account_mails_address_key').on(table.purpose, table.address),
    index('account_mails_due_idx').on(table.nextAttemptAt),
  ],
)

/**
 * Requests counted in a window, shared by every process. The columns and their order are those of rate-limiter-flexible;
 * `key` is the name of the budget and a hash, `expire` is in milliseconds. Unlogged, see sql/limits.sql.
 */
export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
})

/**
 * Failed sign-ins in a row, per account and per address. `key` is a hash, and a row is kept for an unknown address
 * just as for a known one: a lockout does not reveal whether an account exists.
 */
export const signInFailures = pgTable('sign_in_failures', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  /** How many of them are attempts whose password is just being looked at. */
  unsettled: integer('unsettled').notNull().default(0),
  lastFailedAt: instant('last_failed_at').notNull(),
  lockedUntil: instant('locked_until'),
})
