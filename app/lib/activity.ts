import type { AuditAction } from '#domain/audit.ts'
import { sentenceCase } from './format.ts'

type Facts = Record<string, unknown>
interface Row {
  /** Completes the sentence that begins with the name of who did it. */
  says: (after: Facts, before: Facts) => string
  tone?: 'ok' | 'bad' | 'wait'
}

const text = (value: unknown, fallback = '') =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : fallback
const label = (facts: Facts) =>
  text(facts.label, facts.number === undefined ? 'a version' : `version ${text(facts.number)}`)

/** What the log says to people, by what happened. Closed, like the log: a new action cannot be forgotten here. */
const SENTENCES: Record<AuditAction, Row> = {
  'organization.created': { says: (after) => `made the organization ${text(after.name)}` },
  'organization.changed': { says: () => 'changed the organization' },
  'member.invited': { says: (after) => `invited ${text(after.email, 'someone')}` },
  'member.joined': { says: () => 'joined' },
  'member.changed': { says: (after) => `changed the membership of ${text(after.name, 'a member')}` },
  'member.removed': { says: (_after, before) => `removed ${text(before.name, 'a member')}`, tone: 'bad' },
  'invitation.revoked': { says: () => 'withdrew an invitation' },
  'invitation.resent': { says: () => 'sent an invitation again' },
  'api_key.created': { says: (after) => `made the API key ${text(after.name)}` },
  'api_key.revoked': { says: (_after, before) => `revoked the API key ${text(before.name)}`, tone: 'bad' },
  'document.created': { says: () => 'created the document' },
  'document.changed': { says: () => 'changed the properties' },
  'document.transferred': { says: () => 'changed the owner' },
  'document.deleted': {
    says: (_after, before) => `deleted the draft ${text(before.identifier)} ${text(before.title)}`,
    tone: 'bad',
  },
  'document.submitted': { says: (after) => `submitted ${label(after)} for approval`, tone: 'wait' },
  'document.withdrawn': { says: () => 'withdrew it from review', tone: 'bad' },
  'document.approved': { says: (after) => `recorded the approval of ${label(after)}`, tone: 'ok' },
  'document.rejected': {
    says: (after) => (after.by ? `sent it back: rejected by ${text(after.by)}` : 'sent it back: rejected'),
    tone: 'bad',
  },
  'document.publication_planned': {
    says: (after) => `planned to publish it${after.effectiveDate ? ` on ${text(after.effectiveDate)}` : ''}`,
    tone: 'wait',
  },
  'document.published': { says: (after) => `published ${label(after)}`, tone: 'ok' },
  'document.superseded': { says: (_after, before) => `took ${label(before)} out of effect` },
  'document.revised': { says: () => 'opened it for revision' },
  'document.archived': { says: () => 'archived it', tone: 'bad' },
  'document.restored': { says: () => 'restored it as a draft' },
  'version.saved': { says: (after) => `saved ${label(after)}` },
  'version.restored': { says: (after) => `took version ${text(after.restored)} back as version ${text(after.number)}` },
  'round.step_started': { says: (after) => `asked the signers of “${text(after.step, 'a step')}”`, tone: 'wait' },
  'round.step_ended': {
    says: (after) => `closed the step “${text(after.step, 'a step')}”: ${text(after.status)}`,
    tone: 'ok',
  },
  'round.canceled': { says: () => 'canceled the round', tone: 'bad' },
  'signoff.requested': { says: (after) => `asked ${text(after.signer, 'a signer')} to sign`, tone: 'wait' },
  'signoff.approved': { says: (after) => `signed ${label(after)} as approver`, tone: 'ok' },
  'signoff.rejected': { says: (after) => `rejected ${label(after)}`, tone: 'bad' },
  'signoff.withdrawn': { says: (after) => `took back the request to ${text(after.signer, 'a signer')}` },
  'signoff.reminded': { says: (after) => `reminded ${text(after.signer, 'a signer')}`, tone: 'wait' },
  'signoff.escalated': { says: (after) => `escalated the sign-off of ${text(after.signer, 'a signer')}`, tone: 'bad' },
  'approval_definition.created': { says: (after) => `made the approval definition ${text(after.name)}` },
  'approval_definition.changed': { says: (after) => `changed the approval definition ${text(after.name)}` },
  'approval_definition.retired': { says: (_after, before) => `retired the approval definition ${text(before.name)}` },
}

/** The words of every action, for the filter of the log. */
export const AUDIT_ACTION_WORDS = Object.fromEntries(
  Object.keys(SENTENCES).map((action) => [action, sentenceCase(action.replace('.', ': '))]),
)

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null

/** A row of the log as a sentence, with what was said in it. */
export function tellEntry(row: {
  seq: number
  at: Date
  action: string
  actorId: string | null
  actorName: string
  entry: string
  document?: { identifier: string; title: string } | null
}) {
  const entry: unknown = JSON.parse(row.entry)
  const after = isFacts(entry) && isFacts(entry.after) ? entry.after : {}
  const before = isFacts(entry) && isFacts(entry.before) ? entry.before : {}
  const told = SENTENCES[row.action as AuditAction]
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actorName: row.actorName,
    bySystem: row.actorId === null,
    document: row.document ?? null,
    sentence: told ? told.says(after, before) : row.action,
    quote: text(after.comment) || text(after.reason) || null,
    tone: told?.tone ?? ('wait' as const),
  }
}
