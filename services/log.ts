import { writeSync } from 'node:fs'
import pino, { type DestinationStream, type Logger } from 'pino'
import { troubleOfCode } from './database-failures.ts'

/** The log of a process. Of an error it keeps what `describeError` lets through, under whatever name it is logged. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // In place of pino's own, which writes all that an error carries.
    serializers: { err: (value: unknown) => value },
    formatters: { log: withoutErrors },
  }
  return pino(options, stream ?? output())
}

const STDOUT = 1
/** How long a line waits for a reader that is behind. */
const PATIENCE_MS = 500
const LOOK_EVERY_MS = 10

/**
 * Where a process writes its log. While the disk is full, or when whoever read the log is gone, lines are lost and the work goes on:
 * pino's own output would let the process die of the first one.
 */
const output = (): DestinationStream => ({
  write(line) {
    const bytes = Buffer.from(line)
    let waited = 0
    for (let written = 0; written < bytes.length; ) {
      try {
        written += writeSync(STDOUT, bytes, written)
      } catch (error) {
        const isBehind = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
        if (!isBehind || waited >= PATIENCE_MS) return
        Atomics.wait(NOBODY_WAKES, 0, 0, LOOK_EVERY_MS)
        waited += LOOK_EVERY_MS
      }
    }
  },
})

const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4))

const withoutErrors = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? describeError(value) : value]),
  )

/** Ends the process with a line in its log. Node itself would print all that the error carries. */
export function logUncaught(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nobody caught ends the process')
    process.exit(1)
  })
}

export interface DescribedError {
  type: string
  code?: string
  message?: string
  /** Of an error of PostgreSQL: what was written to, never what was written. */
  table?: string
  constraint?: string
  /** Where it was thrown: functions and places in files, without the message. */
  stack?: string[]
  cause?: DescribedError
  errors?: DescribedError[]
}

const MOST_FRAMES = 20
const MOST_CAUSES = 5
const CODE = /^[\w-]{1,60}$/

/**
 * What a log may hold of an error: an allowlist. Messages are made by whoever throws, and many quote what they were given: the
 * query builder all values of a statement, PostgreSQL a key that is taken, a mail server an address, `JSON.parse` the text. So a
 * message is kept only of errors that are known to quote nothing of people's.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const stack = framesOf(error)
  const { code, table, constraint } = error as { code?: unknown; table?: unknown; constraint?: unknown }
  const name = (value: unknown) => (typeof value === 'string' && CODE.test(value) ? value : undefined)
  return {
    type: name(error.constructor.name) ?? 'Error',
    code: name(code),
    message: quotesNothing(error, stack) ? error.message : undefined,
    table: name(table),
    constraint: name(constraint),
    stack,
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      depth < MOST_CAUSES && {
        errors: error.errors.slice(0, MOST_CAUSES).map((each) => describeError(each, depth + 1)),
      }),
  }
}

/** The lines of a stack that name a place. A message may have several lines, so it is not enough to drop the first. */
const framesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .replace(message, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) =>
      /^at (?:[\w$.<>[\] #*]+ \()?(?:file:|node:|\/|[A-Za-z]:\\|async |native|<anonymous>|\.{0,2}\/)[^\n]*:\d+\)?$/.test(
        line,
      ),
    )
    .slice(0, MOST_FRAMES)

/**
 * System calls that failed, a database that is away, our own refusals, what our own code throws itself, and the failures of
 * activities, which hold nothing else: see activities/errors.ts.
 */
function quotesNothing(error: Error, [top = '']: string[]): boolean {
  const isSystemCall = 'syscall' in error && 'errno' in error
  const isBuiltIn = [Error, TypeError, ReferenceError].some((type) => error.constructor === type)
  const isOurs = isBuiltIn && top !== '' && !/node_modules|node:/.test(top)
  const isOfDatabase = 'code' in error && typeof error.code === 'string' && troubleOfCode(error.code) !== null
  const isRefusal = error.name === 'DomainError' || error.name === 'ApplicationFailure'
  return isRefusal || isSystemCall || isOfDatabase || isOurs
}
