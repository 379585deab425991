import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { Confirmation, ConfirmationMethod } from '#domain/approvals/confirmation.ts'
import { callerOf, waitInWords } from './caller.server.ts'
import { formError } from './forms.ts'
import { requireUser } from './guard.server.ts'

/** By what somebody may prove who they are as they sign. */
export interface Account {
  email: string
  hasPasskey: boolean
}

/** The account that a fresh sign-in is asked of; null where none is asked for. */
export async function accountFor(
  args: Pick<LoaderFunctionArgs, 'request' | 'context'>,
  freshSignIn: boolean,
): Promise<Account | null> {
  if (!freshSignIn) return null
  const { user } = await requireUser(args)
  return { email: user.email, hasPasskey: await args.context.auth.hasPasskey(user.id) }
}

type Confirmed = { ok: true; value: Confirmation | null } | (ReturnType<typeof formError> & { status: number })

/**
 * Takes the fresh sign-in out of a form that signs, so that the rest can be read by its schema.
 * @returns a check of it, for when the rest of the form is right; nothing was given: nothing is confirmed
 */
export function readConfirmation(args: ActionFunctionArgs, form: FormData): () => Promise<Confirmed> {
  const given = (['passkey', 'password'] satisfies ConfirmationMethod[])
    .map((by) => ({ by, proof: form.get(by) }))
    .find(({ proof }) => typeof proof === 'string' && proof !== '')
  form.delete('password')
  form.delete('passkey')
  return async () => {
    if (!given) return { ok: true, value: null }
    const { by } = given
    const { user } = await requireUser(args)
    const { auth } = args.context
    const check = by === 'passkey' ? auth.confirmPasskey : auth.confirmPassword
    const result = await check(user, String(given.proof), callerOf(args))
    if (result.ok) return { ok: true, value: { by, at: result.at } }
    const refused = (sentence: string, status: number) => ({ ...formError(form, { password: sentence }), status })
    if (result.reason === 'wrong') return refused(`${WRONG[by]} Nothing was signed.`, 422)
    return refused(`Too many wrong passwords. Wait ${waitInWords(result.retryAfterSeconds)}. Nothing was signed.`, 429)
  }
}

const WRONG: Record<ConfirmationMethod, string> = {
  password: 'This is not your password.',
  passkey: 'The passkey did not prove that it is you, or took too long.',
}
