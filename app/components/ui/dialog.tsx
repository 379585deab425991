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
      <DialogParts title={title} heading={heading} footer={footer}>
        {children}
      </DialogParts>
    </dialog>
  )
}

/** The same three parts, for a page or a form inside a dialog. */
export function DialogParts({
  title,
  heading,
  children,
  footer,
}: {
  title: string
  heading: string
  children: ReactNode
  footer: ReactNode
}) {
  return (
    <>
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
      </div>
      <div className="dialog-body">{children}</div>
      <div className="dialog-foot">{footer}</div>
    </>
  )
}

/** A sheet at the side that leaves the list in view. Its address keeps it, so closing is a link. */
export function Sheet({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const heading = useId()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open], details.menu[open]')) onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])
  return (
    <aside className="sheet" aria-labelledby={heading}>
      <div className="sheet-head">
        <h2 id={heading} className="truncate">
          {title}
        </h2>
        <IconButton icon={X} label="Close" kind="ghost" size="small" onClick={onClose} />
      </div>
      <div className="sheet-body">{children}</div>
    </aside>
  )
}
