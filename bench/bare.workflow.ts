import { proxyActivities } from '@temporalio/workflow'

const { insertOne } = proxyActivities<{ insertOne(run: string, step: number): Promise<void> }>({
  startToCloseTimeout: '30s',
})

/** As many activities in a row as an approval takes, each with one insert and no rule, no audit, no people. */
export async function bare(run: string, activities: number): Promise<void> {
  for (let step = 0; step < activities; step++) await insertOne(run, step)
}
