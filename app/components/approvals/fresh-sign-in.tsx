import type { FieldErrors } from '#app/lib/forms.ts'
import { TextField } from '../ui/field.tsx'

interface Props {
  /** Whose password is asked for; null where the step asks for no fresh sign-in. */
  account: string | null
  errors: FieldErrors | undefined
}

/** Asks whoever signs to prove at that moment who they are. By the hidden address password managers see whose it is. */
export function FreshSignIn({ account, errors }: Props) {
  if (account === null) return null
  return (
    <>
      <input type="text" autoComplete="username" value={account} readOnly hidden />
      <TextField
        name="password"
        type="password"
        label="Your password"
        help="This step asks you to sign in as you sign."
        autoComplete="current-password"
        required
        error={errors?.password}
      />
    </>
  )
}
