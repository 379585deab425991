import { startAuthentication } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Account } from '#app/lib/confirmation.server.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import { usePasskeys } from '#app/lib/use-passkeys.ts'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

interface Props {
  /** Whose password or passkey is asked for; null where the step asks for no fresh sign-in. */
  account: Account | null
  errors: FieldErrors | undefined
}

/** Asks whoever signs to prove at that moment who they are. By the hidden address password managers see whose it is. */
export function FreshSignIn({ account, errors }: Props) {
  if (account === null) return null
  return (
    <>
      <input type="text" autoComplete="username" value={account.email} readOnly hidden />
      <TextField
        name="password"
        type="password"
        label="Your password"
        help="This step asks you to sign in as you sign."
        autoComplete="current-password"
        required
        error={errors?.password}
      />
      {account.hasPasskey ? <ByPasskey /> : null}
    </>
  )
}

/** Signs with a passkey instead of the password: its answer goes with the form. */
function ByPasskey() {
  const canUse = usePasskeys()
  const answer = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState(false)
  if (!canUse) return null
  const sign = async () => {
    try {
      const asked = await fetch(paths.passkeyQuestion(), { method: 'POST' })
      if (!asked.ok || !answer.current) throw new Error('no question')
      answer.current.value = JSON.stringify(await startAuthentication({ optionsJSON: await asked.json() }))
      answer.current.form?.requestSubmit()
      // It answers one question only: whoever sends the form again is asked again.
      answer.current.value = ''
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className="field">
      <input type="hidden" name="passkey" ref={answer} />
      <Button icon={KeyRound} onClick={() => void sign()}>
        Sign with a passkey
      </Button>
      {failed ? (
        <span className="help" role="status">
          No passkey was used. Try again, or write your password.
        </span>
      ) : null}
    </div>
  )
}
