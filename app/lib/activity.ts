import type { AuditAction } from '#domain/audit.ts'
import { formatDate, sentenceCase } from './format.ts'

type Facts = Record<string, unknown>
interface Row {
  /** Completes the sentence that begins with the name of who did it. `it` is the document, or null on its own page. */
  says: (after: Facts, before: Facts, it: string | null) => string
  tone?: 'ok' | 'bad' | 'wait'
}

const text = (value: unknown, fallback = '') =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : fallback
const label = (facts: Facts) =>
  text(facts.label, facts.number === undefined ? 'a version' : `version ${text(facts.number)}`)
const of = (it: string | null) => (it === null ? '' : ` of ${it}`)
const toSign = (it: string | null) => (it === null ? '' : ` to sign ${it}`)

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
  'document.created': { says: (_after, _before, it) => `created ${it ?? 'the document'}` },
  'document.changed': { says: (_after, _before, it) => `changed the properties${of(it)}` },
  'document.transferred': { says: (_after, _before, it) => `changed the owner${of(it)}` },
  'document.deleted': {
    says: (_after, before) => `deleted the draft ${text(before.identifier)} ${text(before.title)}`,
    tone: 'bad',
  },
  'document.submitted': {
    says: (after, _before, it) => `submitted ${label(after)}${of(it)} for approval`,
    tone: 'wait',
  },
  'document.withdrawn': { says: (_after, _before, it) => `withdrew ${it ?? 'it'} from review`, tone: 'bad' },
  'document.approved': { says: (after, _before, it) => `recorded ${label(after)}${of(it)} as approved`, tone: 'ok' },
  'document.rejected': {
    says: (after, _before, it) =>
      `sent ${it ?? 'it'} back: rejected${after.by === undefined ? '' : ` by ${text(after.by)}`}`,
    tone: 'bad',
  },
  'document.publication_planned': {
    says: (after, _before, it) =>
      `planned to publish ${it ?? 'it'}${after.effectiveDate ? ` on ${formatDate(text(after.effectiveDate))}` : ''}`,
    tone: 'wait',
  },
  'document.published': { says: (after, _before, it) => `published ${label(after)}${of(it)}`, tone: 'ok' },
  'document.superseded': { says: (_after, before, it) => `took ${label(before)}${of(it)} out of effect` },
  'document.revised': { says: (_after, _before, it) => `opened ${it ?? 'it'} for revision` },
  'document.archived': { says: (_after, _before, it) => `archived ${it ?? 'it'}`, tone: 'bad' },
  'document.restored': { says: (_after, _before, it) => `restored ${it ?? 'it'} as a draft` },
  'version.saved': { says: (after, _before, it) => `saved ${label(after)}${of(it)}` },
  'version.restored': {
    says: (after, _before, it) => `took version ${text(after.restored)}${of(it)} back as version ${text(after.number)}`,
  },
  'round.step_started': {
    says: (after, _before, it) => `asked the signers of “${text(after.step, 'a step')}”${toSign(it)}`,
    tone: 'wait',
  },
  'round.step_ended': {
    says: (after, _before, it) => `closed the step “${text(after.step, 'a step')}”${of(it)} as ${text(after.status)}`,
    tone: 'ok',
  },
  'round.canceled': { says: (_after, _before, it) => `canceled the round${of(it)}`, tone: 'bad' },
  'signoff.requested': {
    says: (after, _before, it) => `asked ${text(after.signer, 'a signer')} to sign${it === null ? '' : ` ${it}`}`,
    tone: 'wait',
  },
  'signoff.approved': { says: (after, _before, it) => `signed ${label(after)}${of(it)} as approver`, tone: 'ok' },
  'signoff.rejected': { says: (after, _before, it) => `rejected ${label(after)}${of(it)}`, tone: 'bad' },
  'signoff.withdrawn': {
    says: (after, _before, it) => `took back the request to ${text(after.signer, 'a signer')}${toSign(it)}`,
  },
  'signoff.reminded': {
    says: (after, _before, it) => `reminded ${text(after.signer, 'a signer')}${toSign(it)}`,
    tone: 'wait',
  },
  'signoff.escalated': {
    says: (after, _before, it) =>
      `escalated the sign-off of ${text(after.signer, 'a signer')}${it === null ? '' : ` on ${it}`}`,
    tone: 'bad',
  },
  'approval_definition.created': { says: (after) => `made the approval definition ${text(after.name)}` },
  'approval_definition.changed': { says: (after) => `changed the approval definition ${text(after.name)}` },
  'approval_definition.retired': { says: (_after, before) => `retired the approval definition ${text(before.name)}` },
}

/** The words of every action, for the filter of the log. */
export const AUDIT_ACTION_WORDS = Object.fromEntries(
  Object.keys(SENTENCES).map((action) => [action, sentenceCase(action.replace('.', ': '))]),
)

/** Stands for the document in a sentence, until the page puts a link there. */
const PLACE = '\u{FFFC}'

/** The sentence in the parts before and after its document; without a second part, it names none. */
function splitAtDocument(row: Row, after: Facts, before: Facts, named: boolean): string[] {
  const said = row.says(after, before, named ? PLACE : null)
  const at = said.indexOf(PLACE)
  return at === -1 ? [said] : [said.slice(0, at), said.slice(at + PLACE.length)]
}

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null

/** A row of the log as a sentence, with what was said in it. */
export function activityEntry(row: {
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
    says: told ? splitAtDocument(told, after, before, row.document != null) : [row.action],
    quote: text(after.comment) || text(after.reason) || null,
    tone: told?.tone ?? ('wait' as const),
  }
}
