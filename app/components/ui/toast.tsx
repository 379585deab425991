import { Form, Link } from '@remix-run/react'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Flash } from '#app/lib/flash.server.ts'
import { FLASH_COOKIE } from '#app/lib/flash.ts'
import { IconButton } from './button.tsx'

const READ_MS = 8_000

/** The one sentence a command answers with. A failure stays until it is dismissed; success leaves by itself once scripts run. */
export function ToastRegion({ flash }: { flash: Flash | null }) {
  const [shown, setShown] = useState(flash)
  const said = useRef(flash?.id)
  useEffect(() => {
    if (!flash) return
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
    document.cookie = `${FLASH_COOKIE}=; path=/; max-age=0`
    if (said.current === flash.id) return
    said.current = flash.id
    setShown(flash)
  }, [flash])
  useEffect(() => {
    if (shown?.tone !== 'ok') return
    const timer = setTimeout(() => setShown(null), READ_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown ? <Toast flash={shown} onClose={() => setShown(null)} /> : null}
    </div>
  )
}

export function Toast({ flash, onClose }: { flash: Omit<Flash, 'id'>; onClose: () => void }) {
  const Icon = flash.tone === 'ok' ? CircleCheck : CircleAlert
  return (
    <div className="toast">
      <Icon className={flash.tone === 'ok' ? 'i i-ok' : 'i i-bad'} />
      <span>{flash.sentence}</span>
      {flash.link ? (
        <Link className="btn btn-sm btn-ghost" to={flash.link.to}>
          {flash.link.words}
        </Link>
      ) : null}
      {flash.undo ? (
        <Form method="post" action={flash.undo.action}>
          <button className="btn btn-sm btn-ghost" type="submit">
            {flash.undo.words}
          </button>
        </Form>
      ) : null}
      <IconButton className="needs-scripts" icon={X} label="Close" kind="ghost" size="small" onClick={onClose} />
    </div>
  )
}
