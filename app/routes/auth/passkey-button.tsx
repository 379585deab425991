import { startAuthentication } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { usePasskeys } from '#app/lib/use-passkeys.ts'
import { paths } from '#domain/paths.ts'

/** Signs in with a passkey of this device, for whom it belongs to. */
export function PasskeyButton({ next }: { next: string }) {
  const canUse = usePasskeys()
  const [failed, setFailed] = useState(false)
  if (!canUse) return null
  const signIn = async () => {
    try {
      const asked = await fetch(paths.authentication('passkey/generate-authenticate-options'))
      if (!asked.ok) throw new Error('no question')
      const response = await startAuthentication({ optionsJSON: await asked.json() })
      const answer = await fetch(paths.authentication('passkey/verify-authentication'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response }),
      })
      if (!answer.ok) throw new Error('refused')
      window.location.assign(next)
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className="field">
      <Button icon={KeyRound} block onClick={() => void signIn()}>
        Sign in with a passkey
      </Button>
      {failed ? (
        <span className="help" role="status">
          No passkey was used. Try again, or write your password.
        </span>
      ) : null}
    </div>
  )
}
