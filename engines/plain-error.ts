import { basename } from 'node:path'
import { UnknownSchemaError } from '#db/migrate.ts'
import { ConfigError } from '#services/config.ts'
import { type DatabaseTrouble, databaseTrouble } from '#services/database-failures.ts'
import { type DescribedError, describeError } from '#services/log.ts'

const TROUBLE: Record<DatabaseTrouble, string> = {
  away: 'PostgreSQL does not answer',
  busy: 'PostgreSQL has too much to do at once',
  full: 'PostgreSQL has no room left',
}

/**
 * What a command of the shell prints of the error that ends it: a sentence. What the message of an error may be shown of is
 * decided by the allowlist of the log, since what is printed here is kept by whoever runs the command.
 * @param withPlaces also where it was thrown, for whoever looks for the reason
 */
export function plainly(error: unknown, withPlaces = false): string {
  const described = describeError(error)
  const lines = [sentenceOf(error, described), ...causesOf(error, described)]
  return [...lines, ...(withPlaces ? placesOf(described) : [])].join('\n  ')
}

function sentenceOf(error: unknown, { type, code, message, table }: DescribedError): string {
  if (error instanceof ConfigError || error instanceof UnknownSchemaError || isOfCommandLine(error))
    return error.message
  const trouble = databaseTrouble(error)
  if (trouble !== null) return `${TROUBLE[trouble]}${inBrackets(codeIn(error))}. Try again when it does.`
  if (message) return message
  return programOf(error) ?? `It ended by an error that nobody expected: ${type}${inBrackets(code, table)}.`
}

/** Why, where another error was the reason; of the database that is said already. */
function causesOf(error: unknown, { cause }: DescribedError): string[] {
  if (!(error instanceof Error) || cause === undefined || databaseTrouble(error) !== null) return []
  const words = cause.message ?? programOf(error.cause) ?? `${cause.type}${inBrackets(cause.code, cause.table)}`
  return [words.split('\n')[0] ?? '', ...causesOf(error.cause, cause)]
}

const placesOf = ({ stack = [], cause }: DescribedError): string[] => [...stack, ...(cause ? placesOf(cause) : [])]

/** What was typed behind the command; it quotes nothing else. */
const isOfCommandLine = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')

/** The programs that are started here are PostgreSQL's and installers: what they complain of is no text of people's. */
function programOf(error: unknown): string | null {
  if (!(error instanceof Error && 'cmd' in error && 'stderr' in error)) return null
  const [program = ''] = String(error.cmd).split(' ')
  const last = String(error.stderr).trim().split('\n').at(-1)
  return `${basename(program)} failed${last ? `: ${last}` : '.'}`
}

/** The code of the error that began it, which says most. */
function codeIn(error: unknown): string | undefined {
  let code: string | undefined
  for (let each: DescribedError | undefined = describeError(error); each; each = each.cause ?? each.errors?.[0]) {
    code = each.code ?? code
  }
  return code
}

const inBrackets = (...words: (string | undefined)[]): string => {
  const given = words.filter(Boolean)
  return given.length === 0 ? '' : ` (${given.join(', ')})`
}
