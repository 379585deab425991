import { z } from 'zod'
import { dateIn } from '#domain/dates.ts'
import { PublishDocument, SubmitDocument, WithdrawDocument } from '#services/rounds/input.ts'
import { many, orNull, text } from './form-fields.ts'
import type { TypedText } from './forms.ts'

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

interface SubmittedRound {
  round: {
    definitionId: string | null
    dueAt: Date | null
    message: string
    publicationMode: string
    effectiveDate: string | null
  }
  version: { changeType: string; changeSummary: string; abstract: string }
  steps: readonly { plan: { signerIds: readonly string[] } }[]
}

/**
 * What was filled in for a text that was sent back, to submit it again. Dates that are over are left out.
 * @returns signers only where they were named one by one: a definition names its own
 */
export function submittedBefore(
  { round, version, steps }: SubmittedRound,
  { timeZone, today }: { timeZone: string; today: string },
): { typed: TypedText; signerIds: string[] } {
  const dueDate = round.dueAt === null ? '' : dateIn(round.dueAt, timeZone)
  const effectiveDate = round.effectiveDate ?? ''
  const datePast = round.publicationMode === 'on_date' && effectiveDate <= today
  return {
    typed: {
      dueDate: dueDate >= today ? dueDate : '',
      message: round.message,
      changeType: version.changeType,
      changeSummary: version.changeSummary,
      publication: datePast ? 'manual' : round.publicationMode,
      effectiveDate: datePast ? '' : effectiveDate,
    },
    signerIds: round.definitionId === null ? steps.flatMap(({ plan }) => plan.signerIds) : [],
  }
}

const Command = z.object({ reason: text, when: text, effectiveDate: text })

/** The form of a command's page. What a command does not ask for is blank in it. */
export const CommandPageForm = z.preprocess(
  (form) => {
    const { reason, when, effectiveDate } = Command.parse(form)
    return { reason, effectiveDate: when === 'date' ? effectiveDate : null }
  },
  z.object({ reason: WithdrawDocument.shape.reason, effectiveDate: PublishDocument.shape.effectiveDate }),
)
