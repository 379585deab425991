import { z } from 'zod'
import { PublishDocument, SubmitDocument, WithdrawDocument } from '#services/rounds/input.ts'
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

const Command = z.object({ reason: text, when: text, effectiveDate: text })

/** The form of a command's page. What a command does not ask for is blank in it. */
export const CommandPageForm = z.preprocess(
  (form) => {
    const { reason, when, effectiveDate } = Command.parse(form)
    return { reason, effectiveDate: when === 'date' ? effectiveDate : null }
  },
  z.object({ reason: WithdrawDocument.shape.reason, effectiveDate: PublishDocument.shape.effectiveDate }),
)
