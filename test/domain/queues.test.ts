import { expect, test } from 'vitest'
import { siblingQueueName, TASK_QUEUES, taskQueueName } from '#domain/queues.ts'

test('each queue of an installation leads to each of its others', () => {
  for (const queue of TASK_QUEUES) {
    const names = TASK_QUEUES.map((other) => siblingQueueName(taskQueueName('accord-eu', queue), other))
    expect(names).toEqual(TASK_QUEUES.map((other) => `accord-eu-${other}`))
  }
})
