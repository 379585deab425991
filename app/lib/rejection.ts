import type { RoundView } from './round-view.ts'

/** What those wrote who rejected a submission. */
export interface Rejection {
  /** What people call the version that was rejected. */
  name: string
  said: { id: string; by: string; at: string | null; words: string }[]
}

/** What those who rejected the newest submission wrote; null unless it was rejected. */
export function rejectionOf(round: RoundView | null): Rejection | null {
  if (round?.status !== 'rejected') return null
  const said = round.steps
    .flatMap(({ signoffs }) => signoffs)
    .filter(({ status }) => status === 'rejected')
    .map(({ id, signer, decidedAt, comment }) => ({ id, by: signer.name, at: decidedAt, words: comment ?? '' }))
  return { name: round.version.name, said }
}
