import {
  ApplicationFailure,
  CancelledFailure,
  DefaultFailureConverter,
  defaultPayloadConverter,
} from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { toApplicationFailure } from '#activities/errors.ts'
import { withActor } from '#db/client.ts'
import { DomainError } from '#domain/errors.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const organization = await makeOrganization(db)
const manager = await makeMember(db, organization, ['compliance_manager'])

const run = (work: () => Promise<unknown>) =>
  new MockActivityEnvironment().run(() => toApplicationFailure(work)).catch((error: unknown) => error)

test('a refusal by a rule ends the tries, under its code', async () => {
  const failure = await run(() => Promise.reject(new DomainError('round_not_running', { status: 'withdrawn' })))
  expect(failure).toBeInstanceOf(ApplicationFailure)
  expect(failure).toMatchObject({ nonRetryable: true, type: 'round_not_running' })
})

test('anything else is left to Temporal to try again', async () => {
  const failure = await run(() => Promise.reject(new Error('connection lost')))
  expect(failure).toMatchObject({ nonRetryable: false, type: 'Error', message: 'connection lost' })
})

test('a cancellation stays a cancellation', async () => {
  const canceled = new CancelledFailure('the worker stops')
  expect(await run(() => Promise.reject(canceled))).toBe(canceled)
})

test('of a statement that failed Temporal keeps where it failed, and no word of what was written', async () => {
  const mark = 'Hasenpfeffer'
  const failure = await run(() =>
    withActor(db, manager, (tx) =>
      tx.execute(sql`insert into drafts (org_id, document_id, content, updated_by)
        values (${organization.id}, ${organization.id}, ${mark}, ${manager.membershipId})`),
    ),
  )
  const kept = JSON.stringify(new DefaultFailureConverter().errorToFailure(failure, defaultPayloadConverter))
  expect(kept).toContain('drafts')
  expect(kept).toContain('"nonRetryable":false')
  for (const secret of [mark, 'insert into', 'params']) expect(kept.includes(secret), secret).toBe(false)
})
