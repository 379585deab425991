import { z } from 'zod'

/** What reads variables: the two processes, the migration, and `npm start`, which starts what no variable points to. */
export const READERS = ['web', 'worker', 'migrate', 'start'] as const
export type Reader = (typeof READERS)[number]

export type Variable = {
  /** What it is for, in a sentence or two. */
  about: string
  /** What it may hold, as the end of "must be …". */
  expected: string
  /** A value that would do, or the command that makes one. */
  example: string | { command: string }
  default?: string
  schema: z.ZodType
  readBy: readonly Reader[]
  /** Who does not start without it; for `start` that holds in production only. */
  requiredBy?: readonly Reader[]
  secret?: true
}

const webAddress = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))
const postgresAddress = z.url({ protocol: /^postgres(ql)?$/ })
const entries = z.string().transform((list) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
)

const auditKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}:[A-Za-z0-9_-]{32,200}$/)
  .transform((text) => {
    const [id = '', secret = ''] = text.split(':')
    return { id, secret }
  })
const haveOwnNames = (keys: { id: string }[]) => new Set(keys.map(({ id }) => id)).size === keys.length

/**
 * Every variable of the environment that Accord reads. From this table come the schema that is checked at the start, the
 * sentences about what is wrong, `.env.example`, the table of the production guide, and what the Compose file may set.
 */
export const VARIABLES = {
  NODE_ENV: {
    about: 'In production, npm start runs what was built, makes no demo data and supplies no secret.',
    expected: 'development, test or production',
    example: 'production',
    default: 'development',
    schema: z.enum(['development', 'test', 'production']),
    readBy: ['web', 'worker', 'start'],
  },
  HOST: {
    about: 'The address on which the web process listens; 0.0.0.0 is every address of the machine.',
    expected: 'an address of this machine to listen on',
    example: '0.0.0.0',
    default: '127.0.0.1',
    schema: z.string(),
    readBy: ['web'],
  },
  PORT: {
    about: 'The port on which the web process listens.',
    expected: 'a port number from 1 to 65535',
    example: '3000',
    default: '3000',
    schema: z.coerce.number().int().min(1).max(65535),
    readBy: ['web', 'start'],
  },
  PUBLIC_URL: {
    about:
      'The address that people use. Links in mails begin with it, and no other origin may write. Unset: this machine at PORT.',
    expected: 'the web address people use',
    example: 'https://accord.example',
    schema: webAddress,
    readBy: ['web', 'worker', 'start'],
  },
  ACCORD_DATA_DIR: {
    about:
      'The folder of stored files. With npm start also of the embedded database, the local Temporal server and generated secrets.',
    expected: 'a folder this process may write to',
    example: '.data',
    default: '.data',
    schema: z.string(),
    readBy: ['web', 'worker', 'start'],
  },
  DATABASE_URL: {
    about:
      'PostgreSQL, as a role that owns no table, so that row-level security binds it (engines/roles.sql). Unset: npm start brings an embedded PostgreSQL.',
    expected: 'a PostgreSQL address for the application role',
    example: 'postgres://accord_app:secret@localhost:5432/accord',
    schema: postgresAddress,
    readBy: ['web', 'worker', 'start'],
    requiredBy: ['web', 'worker'],
    secret: true,
  },
  DATABASE_OWNER_URL: {
    about: 'The same database as the role that owns the tables, for migrations only.',
    expected: 'a PostgreSQL address for the role that owns the tables',
    example: 'postgres://accord_owner:secret@localhost:5432/accord',
    schema: postgresAddress,
    readBy: ['migrate', 'start'],
    requiredBy: ['migrate'],
    secret: true,
  },
  TEMPORAL_ADDRESS: {
    about: 'The Temporal server. Unset: npm start brings a local one.',
    expected: 'a host and a port',
    example: 'localhost:7233',
    schema: z.string().regex(/^[^\s:/]+:\d{1,5}$/),
    readBy: ['web', 'worker', 'start'],
    requiredBy: ['web', 'worker'],
  },
  TEMPORAL_NAMESPACE: {
    about: 'The namespace in which the workflows run.',
    expected: 'the name of a Temporal namespace',
    example: 'accord',
    default: 'default',
    schema: z.string(),
    readBy: ['web', 'worker', 'start'],
  },
  TEMPORAL_QUEUE_PREFIX: {
    about: 'How the names of the task queues begin, for installations that share a namespace.',
    expected: 'a short name of letters, digits and hyphens',
    example: 'accord',
    default: 'accord',
    schema: z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
    readBy: ['worker'],
  },
  RECONCILE_EVERY_SECONDS: {
    about: 'How often the worker looks for approvals whose workflow is gone, and starts them again.',
    expected: 'a number of seconds from 1 to 3600',
    example: '30',
    default: '30',
    schema: z.coerce.number().int().min(1).max(3600),
    readBy: ['worker'],
  },
  TEMPORAL_UI_URL: {
    about: 'Where the Temporal UI is, for the list of addresses that npm start prints.',
    expected: 'a web address',
    example: 'http://localhost:8233',
    schema: webAddress,
    readBy: ['start'],
  },
  SMTP_URL: {
    about:
      'The mail server. Unset: in development npm start brings a mailbox with a page; in production mails wait until it is set.',
    expected: 'an SMTP address',
    example: 'smtp://user:secret@mail.example:587',
    schema: z.url({ protocol: /^smtps?$/ }),
    readBy: ['worker', 'start'],
    secret: true,
  },
  MAIL_FROM: {
    about: 'The sender of mails.',
    expected: 'a sender, with or without a name',
    example: 'Accord <no-reply@accord.example>',
    default: 'Accord <no-reply@localhost>',
    schema: z.string().regex(/^([^<>]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/),
    readBy: ['worker'],
  },
  SUPPORT_URL: {
    about: 'Where people find help. Pages about a failure link to it.',
    expected: 'the web address where people find help',
    example: 'https://help.example',
    schema: webAddress,
    readBy: ['web'],
  },
  SIGN_UP: {
    about:
      'Whether anybody may make an account and an organization (open), or people join by invitation only (closed).',
    expected: 'open or closed',
    example: 'closed',
    default: 'open',
    schema: z.enum(['open', 'closed']),
    readBy: ['web'],
  },
  AUTH_SECRET: {
    about: 'Signs sessions. Unset: npm start generates one, except in production.',
    expected: 'at least 32 random characters',
    example: { command: 'openssl rand -base64 48' },
    schema: z.string().min(32),
    readBy: ['web', 'start'],
    requiredBy: ['web', 'start'],
    secret: true,
  },
  AUDIT_KEYS: {
    about:
      'Signs checkpoints of the audit log. The first key signs, all of them verify: put a new key first and keep the old ones. Unset: npm start generates one, except in production, where nothing is signed without it.',
    expected:
      'one or more keys as name:secret, separated by commas, each secret of at least 32 letters, digits, - and _',
    example: { command: 'echo 2027:$(openssl rand -hex 32)' },
    schema: entries.pipe(z.array(auditKey)).refine(haveOwnNames),
    readBy: ['web', 'worker', 'start'],
    secret: true,
  },
  PUPPETEER_EXECUTABLE_PATH: {
    about:
      'The browser that prints PDFs. Unset: npm start takes an installed Chrome or Chromium, else one from npm (Linux on x64) or one that it fetches once (macOS).',
    expected: 'the path of a Chrome or Chromium',
    example: '/usr/bin/chromium',
    schema: z.string(),
    readBy: ['worker', 'start'],
    requiredBy: ['worker'],
  },
  LOG_LEVEL: {
    about: 'How much the processes write to their logs.',
    expected: 'fatal, error, warn, info, debug, trace or silent',
    example: 'info',
    default: 'info',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    readBy: ['web', 'worker'],
  },
  TRUSTED_PROXIES: {
    about: 'The proxies whose X-Forwarded-* headers are believed.',
    expected: 'addresses or ranges of the proxies in front of Accord, separated by commas',
    example: 'loopback,10.0.0.0/8',
    default: 'loopback',
    schema: entries,
    readBy: ['web'],
  },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[]

/** One variable without its own name, for code that treats all alike. */
export const variable = (name: VariableName): Variable => VARIABLES[name]

/** The variables that a process reads, or cannot do without. */
export const readBy = (reader: Reader): VariableName[] =>
  VARIABLE_NAMES.filter((name) => variable(name).readBy.includes(reader))
export const requiredBy = (reader: Reader): VariableName[] =>
  VARIABLE_NAMES.filter((name) => variable(name).requiredBy?.includes(reader))
