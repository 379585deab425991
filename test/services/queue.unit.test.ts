import { expect, test } from 'vitest'
import { createQueue, type Outcome, type Settled } from '#services/queue.ts'
import { waitFor } from '#test/support/wait-for.ts'

interface Job {
  name: string
  attempts: number
}
type Work = (job: Job) => Promise<string>

/** A queue over a list. What was settled is kept; a job that is to be tried again is put back. */
function queueOf(
  names: string[],
  work: Work,
  { slots = 2, mostAttempts }: { slots?: number; mostAttempts?: number } = {},
) {
  const waiting: Job[] = names.map((name) => ({ name, attempts: 1 }))
  const settled: Settled<Job, string>[] = []
  const failures: Outcome<string>[] = []
  const asked: number[] = []
  let broken = false
  const queue = createQueue<Job, string>({
    slots,
    retry: { firstMs: 10, mostMs: 1_000, mostAttempts },
    async exchange(done, free) {
      if (broken) throw new Error('no database')
      asked.push(free)
      settled.push(...done)
      for (const { job, outcome } of done)
        if (outcome.state === 'retry') waiting.push({ ...job, attempts: job.attempts + 1 })
      return waiting.splice(0, free)
    },
    work,
    onFailure: (_job, outcome) => failures.push(outcome),
    channel: 'nobody_notifies_it',
    onError: () => {},
  })
  const states = () => settled.map(({ job, outcome }) => `${job.name} ${outcome.state}`)
  return { queue, states, settled, failures, asked, breakDatabase: (is: boolean) => (broken = is) }
}

test('as soon as one job ends its slot is taken, though another one hangs', async () => {
  let end = (_: string) => {}
  const hanging = new Promise<string>((resolve) => {
    end = resolve
  })
  const { queue, states, asked } = queueOf(['hangs', 'a', 'b', 'c'], async ({ name }) =>
    name === 'hangs' ? hanging : name,
  )
  const drained = queue.drain()
  // `drain` waits for all jobs of a pass; the loop of a worker does not, and is woken by the end of each job.
  await waitFor(() => asked.length > 0)
  end('at last')
  await drained
  expect(states().toSorted()).toEqual(['a done', 'b done', 'c done', 'hangs done'])
  expect(Math.max(...asked)).toBe(2)
})

test('a job that fails is tried again, and given up after the last attempt', async () => {
  const { queue, states, failures } = queueOf(['x'], () => Promise.reject(new Error('refused')), { mostAttempts: 3 })
  await queue.drain()
  expect(states()).toEqual(['x retry', 'x retry', 'x failed'])
  expect(failures).toMatchObject([{ error: 'refused' }, { error: 'refused' }, { state: 'failed', error: 'refused' }])
})

test('a result that could not be stored is stored by the next pass', async () => {
  let breakIt = () => {}
  const { queue, states, breakDatabase } = queueOf(['x'], async () => {
    breakIt()
    return 'done'
  })
  breakIt = () => breakDatabase(true)
  await expect(queue.drain()).rejects.toThrow('no database')
  expect(states()).toEqual([])
  breakDatabase(false)
  await queue.drain()
  expect(states()).toEqual(['x done'])
})
