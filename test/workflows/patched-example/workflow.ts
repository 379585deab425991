import { condition, defineSignal, patched, proxyLocalActivities, setHandler } from '@temporalio/workflow'

interface Activities {
  remind(): Promise<void>
  escalate(): Promise<void>
}
const { remind, escalate } = proxyLocalActivities<Activities>({ startToCloseTimeout: '5s' })

export const answered = defineSignal('answered')
const ESCALATES = 'escalate-after-reminder'

/**
 * Reminds a person every day until they answer. Its first version only reminded: history.json is a run of that version.
 * Now each reminder also escalates. Runs that began before the change must not escalate, because their histories hold no
 * such call, so the new call stands behind `patched`.
 */
export async function reminder(): Promise<'answered'> {
  let over = false
  setHandler(answered, () => {
    over = true
  })
  while (!(await condition(() => over, '1 day'))) {
    await remind()
    if (patched(ESCALATES)) await escalate()
  }
  return 'answered'
}
