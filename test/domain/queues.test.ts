import { expect, test } from 'vitest'
import { siblingQueueName, TASK_QUEUES, taskQueueName } from '#domain/queues.ts'

test('from every queue one gets to every other queue of the same installation', () => {
  for (const prefix of ['accord', 'accord-mail', 'a-b-c'])
    for (const from of TASK_QUEUES)
      for (const to of TASK_QUEUES)
        expect(siblingQueueName(taskQueueName(prefix, from), to)).toBe(taskQueueName(prefix, to))
})

test('a name of no queue counts as the prefix, so that a replay under any name works', () => {
  expect(siblingQueueName('fake_replay_queue-0', 'printing')).toBe('fake_replay_queue-0-printing')
})
