import { CHOSEN_KINDS } from '#domain/notifications/chosen-kinds.ts'
import { NOTIFICATION_KINDS } from '#domain/notifications/registry.ts'

type Sent = Record<string, unknown>

/** The kinds whose mails a form of preferences names, as it names them. */
export const mailsIn = (form: Sent) =>
  CHOSEN_KINDS.filter((kind) => `mail.${kind}` in form).map((kind) => ({ kind, mail: form[`mail.${kind}`] }))

/** The same for a member: blank is as the organization, and a box that is not ticked keeps the kind out of the page. */
export const choicesIn = (form: Sent) =>
  mailsIn(form).map(({ kind, mail }) => ({
    kind,
    mail: mail === '' ? null : mail,
    // What cannot be switched off has a box that sends nothing.
    ...(NOTIFICATION_KINDS[kind].must === null ? { page: form[`page.${kind}`] === 'on' } : {}),
  }))

/** Quiet hours as a form has them; null when both times are blank. */
export function quietHoursIn({ from, until, days }: Sent): unknown {
  if (!from && !until) return null
  return { from: from ?? '', until: until ?? '', days: [days ?? []].flat().map(Number) }
}
