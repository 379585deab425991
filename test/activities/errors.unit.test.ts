import { ApplicationFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { expect, test } from 'vitest'
import { toApplicationFailure } from '#activities/errors.ts'
import { DomainError } from '#domain/errors.ts'

const run = (work: () => Promise<unknown>) =>
  new MockActivityEnvironment().run(() => toApplicationFailure(work)).catch((error: unknown) => error)

test('a refusal by a rule ends the tries, under its code', async () => {
  const failure = await run(() => Promise.reject(new DomainError('round_not_running', { status: 'withdrawn' })))
  expect(failure).toBeInstanceOf(ApplicationFailure)
  expect(failure).toMatchObject({ nonRetryable: true, type: 'round_not_running' })
})

test('anything else is left to Temporal to try again', async () => {
  const broken = new Error('connection lost')
  expect(await run(() => Promise.reject(broken))).toBe(broken)
})
