import { patched, workflowInfo } from '@temporalio/workflow'
import { STAGE } from '../search-attributes.ts'
import type { Stage } from './contract.ts'

/**
 * How much a process writes into its history. Each way was shorter than the one before, and a process goes on in the way
 * it began in:
 * `long`: every record is an ordinary activity, and every stage is written.
 * `brief`: what only records is a local activity, and stages are written in which a process may rest.
 * `terse`: the start has said the stage already, and printing is a stage only when it takes long.
 */
export type Way = 'long' | 'brief' | 'terse'

/** The stage that came with the start. */
export const beganAs = (): Extract<Stage, 'starting' | 'in_review'> =>
  workflowInfo().typedSearchAttributes.get(STAGE) === 'starting' ? 'starting' : 'in_review'

/** The start tells the latest way by itself, without the two events of a patch. Ask once, before the first await. */
export function wayOf(): Way {
  if (beganAs() === 'in_review') return 'terse'
  return patched('brief-history') ? 'brief' : 'long'
}
