import { z } from 'zod'
import { AttestReview, MoveReview, RequestChange } from '#services/reviews/input.ts'
import { text } from './form-fields.ts'

/** Forms send text; these turn it into what the services take. The rules themselves are the services' own. */

const Linked = z.object({ evidenceLabel: text, evidenceUrl: text })

/** The link that somebody gave, by its two fields; a label may be left out. */
const evidenceIn = (form: unknown) => {
  const { evidenceLabel, evidenceUrl } = Linked.parse(form)
  const url = evidenceUrl.trim()
  return url === '' && evidenceLabel.trim() === '' ? [] : [{ label: evidenceLabel.trim() || url, url }]
}

const Attest = z.object({ note: text, dueOn: text })
export const AttestForm = z.preprocess((form) => {
  const { note, dueOn } = Attest.parse(form)
  return { note, dueOn, evidence: evidenceIn(form) }
}, AttestReview)

const Change = z.object({ change: text, dueOn: text })
export const ChangeForm = z.preprocess((form) => {
  const { change, dueOn } = Change.parse(form)
  return { note: change, dueOn }
}, RequestChange)

const Move = z.object({ moveTo: text, reason: text })
export const MoveForm = z.preprocess((form) => {
  const { moveTo, reason } = Move.parse(form)
  return { dueOn: moveTo, reason }
}, MoveReview)
