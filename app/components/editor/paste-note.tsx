import type { LeftOut } from '#services/content/paste/left-out.ts'
import { Toast } from '../ui/toast.tsx'
import { leftOutWords } from './left-out-words.ts'

/** Names what the last paste could not keep, until it is closed or something else is pasted. */
export function PasteNote({ leftOut, onClose }: { leftOut: LeftOut | null; onClose: () => void }) {
  const sentence = leftOut && leftOutWords(leftOut)
  return (
    <div className="toasts toasts-above" role="status" aria-live="polite">
      {sentence ? <Toast flash={{ tone: 'bad', sentence }} onClose={onClose} /> : null}
    </div>
  )
}
