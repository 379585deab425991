import type { ActionFunctionArgs } from '@remix-run/node'
import type { Confirmation } from '#domain/approvals/confirmation.ts'
import { callerOf, waitInWords } from './caller.server.ts'
import { formError } from './forms.ts'
import { requireUser } from './guard.server.ts'

type Confirmed = { ok: true; value: Confirmation | null } | (ReturnType<typeof formError> & { status: number })

/**
 * Takes the fresh sign-in out of a form that signs, so that the rest can be read by its schema.
 * @returns a check of it, for when the rest of the form is right; nothing was written: nothing is confirmed
 */
export function readConfirmation(args: ActionFunctionArgs, form: FormData): () => Promise<Confirmed> {
  const password = form.get('password')
  form.delete('password')
  return async () => {
    if (typeof password !== 'string' || password === '') return { ok: true, value: null }
    const { user } = await requireUser(args)
    const result = await args.context.auth.confirmPassword(user, password, callerOf(args))
    if (result.ok) return { ok: true, value: { by: 'password', at: result.at } }
    const refused = (sentence: string, status: number) => ({ ...formError(form, { password: sentence }), status })
    if (result.reason === 'wrong') return refused('This is not your password. Nothing was signed.', 422)
    return refused(`Too many wrong passwords. Wait ${waitInWords(result.retryAfterSeconds)}. Nothing was signed.`, 429)
  }
}
