import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'

const { readFacts } = proxyActivities<{ readFacts(): Promise<number> }>({ startToCloseTimeout: '30s' })

/** Reads new rows whenever it is nudged, until it has seen as many as there are. @returns how many signals that took */
export async function nudged(facts: number): Promise<number> {
  let signals = 0
  let nudgedAgain = false
  setHandler(defineSignal('look'), () => {
    signals += 1
    nudgedAgain = true
  })
  for (let seen = 0; seen < facts; ) {
    await condition(() => nudgedAgain)
    nudgedAgain = false
    seen += await readFacts()
  }
  return signals
}
