import { z } from 'zod'
import { text } from '#app/lib/form-fields.ts'

const Written = z.object({ reminderDays: text, overdueEveryDays: text })

/** The rhythm of reminders in a form: days with commas between, as they are written. */
export function rhythmIn(form: unknown) {
  const { reminderDays, overdueEveryDays } = Written.parse(form)
  const days = reminderDays.split(/[\s,;]+/).filter(Boolean)
  return { daysBefore: days.map(Number), overdueEveryDays: Number(overdueEveryDays) }
}
