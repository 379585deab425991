import type { Rejection } from '#app/components/editor/rejection-note.tsx'
import type { RoundView } from './round-view.ts'

/** What those who rejected the newest submission wrote; null unless it was rejected. */
export function rejectionOf(round: RoundView | null): Rejection | null {
  if (round?.status !== 'rejected') return null
  const said = round.steps
    .flatMap(({ signoffs }) => signoffs)
    .filter(({ status }) => status === 'rejected')
    .map(({ id, signer, decidedAt, comment }) => ({ id, by: signer.name, at: decidedAt, words: comment ?? '' }))
  return { name: round.version.name, said }
}
