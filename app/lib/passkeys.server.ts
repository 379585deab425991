import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import { AddPasskey, OfferPasskey, RemovePasskey, RenamePasskey } from '#services/auth/input.ts'
import type { Session } from '#services/auth/types.ts'
import { callerOf, waitInWords } from './caller.server.ts'
import { attempt } from './errors.server.ts'
import { withFlash } from './flash.server.ts'
import { type FieldErrors, parseForm } from './forms.ts'

/** What was wrong with a form about passkeys, or the question to a new one. */
interface Answer {
  errors?: FieldErrors
  /** What the device is asked next. */
  options?: unknown
  name?: string
}

const refused = (errors: FieldErrors, status = 422) => data<Answer>({ errors }, { status })

/** Adds, renames and removes a person's own passkeys, and leads back to the page. */
export async function changePasskeys(args: ActionFunctionArgs, form: FormData, { user }: Session, here: string) {
  const { auth } = args.context
  const done = async (sentence: string) => redirect(here, await withFlash({ tone: 'ok', sentence }))
  switch (form.get('intent')) {
    case 'rename-passkey': {
      const parsed = parseForm(form, RenamePasskey)
      if (!parsed.ok) return refused(parsed.errors)
      await auth.renamePasskey(user.id, parsed.value.id, parsed.value.name)
      throw await done('The passkey is renamed.')
    }
    case 'remove-passkey': {
      const parsed = parseForm(form, RemovePasskey)
      if (!parsed.ok) return refused(parsed.errors)
      await auth.removePasskey(user.id, parsed.value.id)
      throw await done('The passkey is removed. It signs you in no more.')
    }
    case 'add-passkey': {
      const parsed = parseForm(form, AddPasskey)
      if (!parsed.ok) return refused(parsed.errors)
      const input = { name: parsed.value.name, response: readJson(parsed.value.response) }
      const added = await attempt(args.request, form, auth.addPasskey(input, callerOf(args)))
      if (!added.ok) return refused({ name: 'The passkey could not be added. Try again.' }, added.status)
      throw await done(`The passkey “${parsed.value.name}” is added.`)
    }
    default:
      return offer(args, form, user)
  }
}

/** Begins to add a passkey. It takes the password, so that whoever finds an unlocked screen adds none. */
async function offer(args: ActionFunctionArgs, form: FormData, user: Session['user']) {
  const { auth } = args.context
  const parsed = parseForm(form, OfferPasskey)
  if (!parsed.ok) return refused(parsed.errors)
  const proof = await auth.confirmPassword(user, parsed.value.password, callerOf(args))
  if (!proof.ok) {
    return proof.reason === 'locked'
      ? refused({ password: `Too many wrong passwords. Wait ${waitInWords(proof.retryAfterSeconds)}.` }, 429)
      : refused({ password: 'This is not your password.' })
  }
  const offered = await attempt(args.request, form, auth.offerPasskey(user.id, callerOf(args)))
  if (!offered.ok) return refused({ name: offered.errors[''] ?? '' }, offered.status)
  if (offered.value === null) return refused({ name: 'You have ten passkeys. Remove one first.' }, 409)
  const { options, headers } = offered.value
  return data<Answer>({ options, name: parsed.value.name }, { headers })
}

const readJson = (given: string): unknown => {
  try {
    return JSON.parse(given)
  } catch {
    return null
  }
}
