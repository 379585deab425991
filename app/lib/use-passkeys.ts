import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useEffect, useState } from 'react'

/** Whether this browser has passkeys and runs scripts: what takes both is shown only then. */
export function usePasskeys(): boolean {
  const [canUse, setCanUse] = useState(false)
  useEffect(() => setCanUse(browserSupportsWebAuthn()), [])
  return canUse
}
