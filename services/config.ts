import { resolve } from 'node:path'
import type { z } from 'zod'
import type { AuditKey } from './audit/checkpoint.ts'
import {
  type Reader,
  requiredBy,
  VARIABLE_NAMES,
  type VARIABLES,
  type VariableName,
  variable,
} from './config/variables.ts'

type Table = typeof VARIABLES
/** What was read: a variable with a default always has a value. */
type Values = {
  [Name in VariableName]: z.output<Table[Name]['schema']> | (Table[Name] extends { default: string } ? never : null)
}

/** What the environment says before the launcher has filled in the engines it started. */
export type LaunchConfig = {
  environment: Values['NODE_ENV']
  host: string
  port: number
  /** An absolute path. */
  dataDir: string
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  temporal: { address: string | null; namespace: string; queuePrefix: string; uiUrl: string | null }
  /** How often the reconciler compares what is under way with what runs at Temporal. */
  reconcileEverySeconds: number
  smtpUrl: string | null
  mailFrom: string
  publicUrl: string
  /** Whether someone chose that address; otherwise it is a guess, good for e-mails and not for refusing other addresses. */
  publicUrlGiven: boolean
  supportUrl: string | null
  /** Who may make a new organization: anybody, or operators only. */
  signUp: Values['SIGN_UP']
  authSecret: string | null
  /** The keys of audit checkpoints, the one that signs first. */
  auditKeys: AuditKey[]
  chromiumPath: string | null
  logLevel: Values['LOG_LEVEL']
  trustedProxies: string[]
}

type Connected = Omit<LaunchConfig, 'databaseUrl' | 'temporal'> & {
  databaseUrl: string
  temporal: LaunchConfig['temporal'] & { address: string }
}
/** What `web` and `worker` run with: everything they cannot do without is there. */
export type WebConfig = Omit<Connected, 'authSecret'> & { authSecret: string }
export type WorkerConfig = Omit<Connected, 'chromiumPath'> & { chromiumPath: string }

/** The environment is wrong. The message has one sentence for each variable to mend, and never a value: it may be a secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

/** An empty variable counts as unset: that is how compose files and .env files say "nothing". */
const given = (env: Environment, name: VariableName): string | undefined => env[name]?.trim() || undefined

/** Reads all variables. @throws ConfigError with the names of those that hold something else than they may */
function read(env: Environment): Values {
  const wrong: VariableName[] = []
  const values = VARIABLE_NAMES.map((name) => {
    const { schema, default: usual } = variable(name)
    const text = given(env, name) ?? usual
    if (text === undefined) return [name, null]
    const parsed = schema.safeParse(text)
    if (!parsed.success) wrong.push(name)
    return [name, parsed.data]
  })
  if (wrong.length > 0) throw new ConfigError(wrong.map((name) => sentence(name, 'must be')).join('\n'))
  return Object.fromEntries(values)
}

/** Reads what is set and fills in defaults, for the launcher, which supplies the engines that no variable points to. */
export function loadLaunchConfig(env: Environment): LaunchConfig {
  const value = read(env)
  return {
    environment: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT,
    dataDir: resolve(value.ACCORD_DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    databaseOwnerUrl: value.DATABASE_OWNER_URL,
    temporal: {
      address: value.TEMPORAL_ADDRESS,
      namespace: value.TEMPORAL_NAMESPACE,
      queuePrefix: value.TEMPORAL_QUEUE_PREFIX,
      uiUrl: value.TEMPORAL_UI_URL,
    },
    reconcileEverySeconds: value.RECONCILE_EVERY_SECONDS,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    publicUrlGiven: value.PUBLIC_URL !== null,
    supportUrl: value.SUPPORT_URL,
    signUp: value.SIGN_UP,
    authSecret: value.AUTH_SECRET,
    auditKeys: value.AUDIT_KEYS ?? [],
    chromiumPath: value.PUPPETEER_EXECUTABLE_PATH,
    logLevel: value.LOG_LEVEL,
    trustedProxies: value.TRUSTED_PROXIES,
  }
}

/** Reads the environment of `web`, once, at its start. @throws ConfigError */
export function loadWebConfig(env: Environment): WebConfig {
  const config = loadLaunchConfig(env)
  const { databaseUrl, authSecret, temporal } = config
  const { address } = temporal
  if (databaseUrl && authSecret && address)
    return { ...config, databaseUrl, authSecret, temporal: { ...temporal, address } }
  throw missing('web', env)
}

/** Reads the environment of `worker`, once, at its start. @throws ConfigError */
export function loadWorkerConfig(env: Environment): WorkerConfig {
  const config = loadLaunchConfig(env)
  const { databaseUrl, chromiumPath, temporal } = config
  const { address } = temporal
  if (databaseUrl && chromiumPath && address)
    return { ...config, databaseUrl, chromiumPath, temporal: { ...temporal, address } }
  throw missing('worker', env)
}

/** What to throw when a process cannot start: a sentence for each variable that it requires and that is unset. */
export function missing(reader: Reader, env: Environment): ConfigError {
  const names = requiredBy(reader).filter((name) => given(env, name) === undefined)
  return new ConfigError(names.map((name) => sentence(name, 'is required:')).join('\n'))
}

/** The sentence for one variable that keeps Accord from starting. */
export function sentence(name: VariableName, problem: 'must be' | 'is required:'): string {
  const { expected, example } = variable(name)
  const value = typeof example === 'string' ? example : `"$(${example.command})"`
  return `${name} ${problem} ${expected}. Example: ${name}=${value}`
}
