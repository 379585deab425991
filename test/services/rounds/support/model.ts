import type { RoundStatus, SignoffStatus } from '#domain/approvals/definition.ts'
import { evaluateStep } from '#domain/approvals/round.ts'
import { decide, transition } from '#domain/documents/lifecycle.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'

/**
 * A document's way through rounds of one step that all must approve, as a pure machine: what rows, locks and process
 * must amount to, however their work interleaves. Tests play both and compare.
 */
export interface Model {
  status: DocumentStatus
  versions: number
  approved: number
  published: number
  /** Somebody has said "publish"; the process has not done it yet. */
  toPublish: boolean
  round: { status: RoundStatus; signers: number; signoffs: readonly SignoffStatus[] } | null
}

export type PeopleCommand =
  | { type: 'submit' | 'withdraw' | 'publish' | 'revise' }
  | { type: 'approve' | 'reject'; signer: number }

export const initial = (): Model => ({
  status: 'draft',
  versions: 0,
  approved: 0,
  published: 0,
  toPublish: false,
  round: null,
})

/** The model after one person's command. @throws DomainError as the services do */
export function command(model: Model, { type, ...rest }: PeopleCommand, signers: number): Model {
  switch (type) {
    case 'submit': {
      const round = { status: 'running' as const, signers, signoffs: [] }
      return { ...model, status: decide(model.status, 'submit'), versions: model.versions + 1, round }
    }
    case 'withdraw':
      return { ...model, status: decide(model.status, 'withdraw'), round: ended(model.round, 'withdrawn') }
    case 'publish':
      decide(model.status, 'publish')
      return { ...model, toPublish: true }
    case 'revise':
      return { ...model, status: decide(model.status, 'revise', { reason: 'because' }), toPublish: false }
    case 'approve':
    case 'reject':
      return decided(model, 'signer' in rest ? rest.signer : -1, type === 'approve' ? 'approved' : 'rejected')
  }
}

/** The model after the process has done all that is its to do now. */
export function progress(model: Model): Model {
  const { round } = model
  if (model.toPublish && model.status === 'approved') {
    return { ...model, status: transition(model.status, 'publish'), published: model.published + 1, toPublish: false }
  }
  if (round?.status !== 'running') return model
  if (round.signoffs.length === 0) {
    return { ...model, round: { ...round, signoffs: Array.from({ length: round.signers }, () => 'pending') } }
  }
  switch (verdict(round.signoffs)) {
    case 'pending':
      return model
    case 'approved': {
      const status = transition(model.status, 'approve')
      return { ...model, status, approved: model.approved + 1, round: ended(round, 'approved') }
    }
    case 'rejected':
      return { ...model, status: transition(model.status, 'reject'), round: ended(round, 'rejected') }
  }
}

const verdict = (signoffs: readonly SignoffStatus[]) =>
  evaluateStep(
    { rule: 'all', quorum: null },
    signoffs.map((status) => ({ status })),
  )

function decided(model: Model, signer: number, decision: 'approved' | 'rejected'): Model {
  const { round } = model
  const before = round?.signoffs[signer]
  if (!round || before === undefined) throw new DomainError('not_found')
  if (before !== 'pending') throw new DomainError('signoff_already_decided', { status: before })
  if (verdict(round.signoffs) !== 'pending') throw new DomainError('step_already_decided')
  return { ...model, round: { ...round, signoffs: round.signoffs.with(signer, decision) } }
}

/** A round that is over: whoever had not decided is asked no more. */
function ended(round: Model['round'], status: RoundStatus): Model['round'] {
  if (!round) return null
  const signoffs = round.signoffs.map((signoff) => (signoff === 'pending' ? 'withdrawn' : signoff))
  return { ...round, status, signoffs }
}
