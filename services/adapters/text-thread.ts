import { DomainError, type ErrorCode } from '#domain/errors.ts'
import { TEXT_JOBS, type TextJob } from '../content/jobs.ts'

export type TextTask = { job: TextJob; args: readonly unknown[] }
/** A refusal as data: an error that travels between threads loses its class and its facts. */
export type TextAnswer = { value: unknown } | { refused: ErrorCode; details: DomainError['details'] }

/** Runs in a thread of its own: one job at a time. */
export default function run({ job, args }: TextTask): TextAnswer {
  try {
    return { value: (TEXT_JOBS[job] as (...given: readonly unknown[]) => unknown)(...args) }
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.code, details: error.details }
    throw error
  }
}
