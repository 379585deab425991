import { Link, useNavigate } from '@remix-run/react'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './button.tsx'

/**
 * A modal question. Open while it is rendered with `open`; Escape and Cancel call `onClose`.
 * The page behind the same address works without scripts, so a dialog is never the only way.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
}: {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  footer: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
      </div>
      <div className="dialog-body">{children}</div>
      <div className="dialog-foot">{footer}</div>
    </dialog>
  )
}

/**
 * A sheet at the side that leaves the list in view. The address keeps it, so closing is a link; Escape follows it. Whoever
 * had the focus in it is back where it was opened.
 */
export function Sheet({ title, closed, children }: { title: ReactNode; closed: string; children: ReactNode }) {
  const heading = useId()
  const navigate = useNavigate()
  useEffect(() => {
    const opener = document.activeElement
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  useEffect(() => {
    const onClose = () => navigate(closed, { replace: true, preventScrollReset: true })
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open], details.menu[open]')) onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, closed])
  return (
    <aside className="sheet" aria-labelledby={heading}>
      <div className="sheet-head">
        <h2 id={heading} className="truncate">
          {title}
        </h2>
        <IconButton as={Link} to={closed} replace preventScrollReset icon={X} label="Close" kind="ghost" size="small" />
      </div>
      <div className="sheet-body">{children}</div>
    </aside>
  )
}
