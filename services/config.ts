import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

/** What a variable may hold, in words, and one value that would do: both go into the sentence that refuses a wrong one. */
type Help = { expected: string; example: string }

const HELP = {
  NODE_ENV: { expected: 'development, test or production', example: 'production' },
  HOST: { expected: 'an address of this machine to listen on', example: '0.0.0.0' },
  PORT: { expected: 'a port number from 1 to 65535', example: '3000' },
  ACCORD_DATA_DIR: { expected: 'a folder this process may write to', example: '.data' },
  DATABASE_URL: {
    expected: 'a PostgreSQL address for the application role',
    example: 'postgres://accord_app:secret@localhost:5432/accord',
  },
  DATABASE_OWNER_URL: {
    expected: 'a PostgreSQL address for the role that owns the tables',
    example: 'postgres://accord_owner:secret@localhost:5432/accord',
  },
  TEMPORAL_ADDRESS: { expected: 'a host and a port', example: 'localhost:7233' },
  TEMPORAL_NAMESPACE: { expected: 'the name of a Temporal namespace', example: 'default' },
  TEMPORAL_QUEUE_PREFIX: { expected: 'a short name of letters, digits and hyphens', example: 'accord' },
  TEMPORAL_UI_URL: { expected: 'a web address', example: 'http://localhost:8233' },
  SMTP_URL: { expected: 'an SMTP address', example: 'smtp://user:secret@mail.example:587' },
  MAIL_FROM: { expected: 'a sender, with or without a name', example: 'Accord <no-reply@accord.example>' },
  PUBLIC_URL: { expected: 'the web address people use', example: 'https://accord.example' },
  SUPPORT_URL: { expected: 'the web address where people find help', example: 'https://help.example' },
  SIGN_UP: { expected: 'open or closed', example: 'closed' },
  AUTH_SECRET: { expected: 'at least 32 random characters', example: '"$(openssl rand -base64 48)"' },
  PUPPETEER_EXECUTABLE_PATH: { expected: 'the path of a Chrome or Chromium', example: '/usr/bin/chromium' },
  LOG_LEVEL: { expected: 'fatal, error, warn, info, debug, trace or silent', example: 'info' },
  TRUSTED_PROXIES: {
    expected: 'addresses or ranges of the proxies in front of Accord, separated by commas',
    example: 'loopback,10.0.0.0/8',
  },
} as const satisfies Record<string, Help>

export type VariableName = keyof typeof HELP
export const VARIABLE_NAMES = Object.keys(HELP) as VariableName[]

const webAddress = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))
const postgresAddress = z.url({ protocol: /^postgres(ql)?$/ })

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  ACCORD_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresAddress.optional(),
  DATABASE_OWNER_URL: postgresAddress.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d{1,5}$/)
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_QUEUE_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/)
    .default('accord'),
  TEMPORAL_UI_URL: webAddress.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/)
    .default('Accord <no-reply@localhost>'),
  PUBLIC_URL: webAddress.optional(),
  SUPPORT_URL: webAddress.optional(),
  SIGN_UP: z.enum(['open', 'closed']).default('open'),
  AUTH_SECRET: z.string().min(32).optional(),
  PUPPETEER_EXECUTABLE_PATH: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
} satisfies Record<VariableName, z.ZodType>)

/** What the environment says before the launcher has filled in the engines it started. */
export type LaunchConfig = {
  environment: 'development' | 'test' | 'production'
  host: string
  port: number
  dataDir: string
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  temporal: { address: string | null; namespace: string; queuePrefix: string; uiUrl: string | null }
  smtpUrl: string | null
  mailFrom: string
  publicUrl: string
  /** Whether someone chose that address; otherwise it is a guess, good for e-mails and not for refusing other addresses. */
  publicUrlGiven: boolean
  supportUrl: string | null
  /** Who may make a new organization: anybody, or operators only. */
  signUp: 'open' | 'closed'
  authSecret: string | null
  chromiumPath: string | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  trustedProxies: string[]
}

/** What `web` and `worker` run with: everything they cannot do without is there. */
export type Config = Omit<LaunchConfig, 'databaseUrl' | 'temporal' | 'authSecret'> & {
  databaseUrl: string
  temporal: { address: string; namespace: string; queuePrefix: string; uiUrl: string | null }
  authSecret: string
}

/** The environment is wrong. The message has one sentence for each variable to mend, and never a value: it may be a secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

/** Reads what is set and fills in defaults, for the launcher, which supplies the engines that no variable points to. */
export function loadLaunchConfig(env: Environment): LaunchConfig {
  // An empty variable counts as unset: that is how compose files and .env files say "nothing".
  const given = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0] as VariableName))
    throw new ConfigError([...names].map((name) => sentence(name, 'must be')).join('\n'))
  }
  const value = parsed.data
  return {
    environment: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT,
    dataDir: isAbsolute(value.ACCORD_DATA_DIR) ? value.ACCORD_DATA_DIR : resolve(value.ACCORD_DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    databaseOwnerUrl: value.DATABASE_OWNER_URL ?? null,
    temporal: {
      address: value.TEMPORAL_ADDRESS ?? null,
      namespace: value.TEMPORAL_NAMESPACE,
      queuePrefix: value.TEMPORAL_QUEUE_PREFIX,
      uiUrl: value.TEMPORAL_UI_URL ?? null,
    },
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    publicUrlGiven: value.PUBLIC_URL !== undefined,
    supportUrl: value.SUPPORT_URL ?? null,
    signUp: value.SIGN_UP,
    authSecret: value.AUTH_SECRET ?? null,
    chromiumPath: value.PUPPETEER_EXECUTABLE_PATH ?? null,
    logLevel: value.LOG_LEVEL,
    trustedProxies: value.TRUSTED_PROXIES,
  }
}

/** Reads the environment of `web` and `worker`, once, at their start. */
export function loadConfig(env: Environment): Config {
  const { databaseUrl, authSecret, temporal, ...rest } = loadLaunchConfig(env)
  const { address } = temporal
  if (databaseUrl && authSecret && address)
    return { ...rest, databaseUrl, authSecret, temporal: { ...temporal, address } }
  const missing = { DATABASE_URL: databaseUrl, AUTH_SECRET: authSecret, TEMPORAL_ADDRESS: address }
  const names = VARIABLE_NAMES.filter((name) => name in missing && !missing[name as keyof typeof missing])
  throw new ConfigError(names.map((name) => sentence(name, 'is required:')).join('\n'))
}

/** The sentence for one variable that keeps Accord from starting. */
export function sentence(name: VariableName, problem: 'must be' | 'is required:'): string {
  const { expected, example } = HELP[name]
  return `${name} ${problem} ${expected}. Example: ${name}=${example}`
}
