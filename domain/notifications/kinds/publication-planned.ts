import { z } from 'zod'
import { dayIn } from '../../date-formatter.ts'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const publicationPlanned = defineKind({
  subject: 'version',
  /** The date is one of the organization's calendar: it is the same for receivers in all time zones. */
  facts: { by: name, effectiveDate: z.iso.date() },
  icon: 'reminder',
  priority: 'normal',
  label: 'A publication is planned',
  words: ({ by, effectiveDate }, { document }) => ({
    title: `Takes effect on ${dayIn(effectiveDate, 'UTC')}: ${document}`,
    body: `${by} planned its publication.`,
    action: 'Open the document',
  }),
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
