import { z } from 'zod'
import { SubmitDocument } from '#services/rounds/input.ts'

const orNull = z
  .string()
  .default('')
  .transform((text) => (text === '' ? null : text))

const many = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([])

/** The form of a submission, as text, into what the service takes. */
export const SubmitPageForm = z
  .object({
    signerIds: many,
    dueDate: orNull,
    message: z.string().default(''),
    changeType: z.string().optional(),
    changeSummary: z.string().default(''),
    publication: z.enum(['on_approval', 'on_date', 'manual'], 'Choose one').default('manual'),
    effectiveDate: z.string().default(''),
  })
  .superRefine(({ publication, effectiveDate }, context) => {
    if (publication === 'on_date' && effectiveDate === '') {
      context.addIssue({ code: 'custom', path: ['effectiveDate'], message: 'Choose a date' })
    }
  })
  .transform(({ publication, effectiveDate, ...rest }) => ({
    ...rest,
    publication: publication === 'on_date' ? { mode: publication, effectiveDate } : { mode: publication },
  }))
  .pipe(SubmitDocument)
