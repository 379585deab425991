import { z } from 'zod'
import { SubmitDocument } from '#services/rounds/input.ts'
import { many, orNull, text } from './form-fields.ts'

const Submission = z.object({
  signerIds: many,
  dueDate: orNull,
  message: text,
  changeType: text,
  changeSummary: text,
  publication: text,
  effectiveDate: text,
})

/** The form of a submission, as text, into what the service takes. */
export const SubmitPageForm = z.preprocess((form) => {
  const { publication, effectiveDate, changeType, ...rest } = Submission.parse(form)
  return {
    ...rest,
    changeType: changeType || undefined,
    publication: publication === 'on_date' ? { mode: publication, effectiveDate } : { mode: publication || 'manual' },
  }
}, SubmitDocument)
