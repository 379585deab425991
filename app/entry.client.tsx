import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition, useLayoutEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { holdInput } from './lib/hold-input.ts'

const release = holdInput()

/** Hears people from the moment on at which all of the page does. */
function Page() {
  useLayoutEffect(release, [])
  return <RemixBrowser />
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Page />
    </StrictMode>,
  )
})
