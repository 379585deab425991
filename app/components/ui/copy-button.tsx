import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button.tsx'

/** Puts a text on the clipboard and says so in its own place. Without scripts the text is there to be marked by hand. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <span className="row needs-scripts">
      <Button size="small" icon={copied ? Check : Copy} onClick={() => void copy()}>
        Copy {what}
      </Button>
      <span className="fs13 muted" role="status">
        {copied === null
          ? null
          : copied
            ? 'Copied.'
            : 'The browser did not allow it. Mark the text and copy it by hand.'}
      </span>
    </span>
  )
}
