import { Copy, Download, X } from 'lucide-react'
import { useState } from 'react'
import { paths } from '#domain/paths.ts'
import { Button, IconButton } from '../ui/button.tsx'

/** What can be done with the selected rows. Comes up from below, so it is never mistaken for the page. */
export function SelectionBar({
  org,
  rows,
  onClear,
}: {
  org: string
  rows: readonly { identifier: string; title: string }[]
  onClear: () => void
}) {
  const [copied, setCopied] = useState<'Copied' | 'Not copied: the browser does not allow it' | null>(null)
  if (rows.length === 0) return null
  const copy = async () => {
    const lines = rows.map(
      ({ identifier, title }) => `${identifier} ${title} ${location.origin}${paths.document(org, identifier)}`,
    )
    try {
      // Browsers have it on encrypted pages only, and ask the reader.
      await navigator.clipboard.writeText(lines.join('\n'))
      setCopied('Copied')
    } catch {
      setCopied('Not copied: the browser does not allow it')
    }
  }
  const download = () => {
    for (const { identifier } of rows) {
      const link = document.createElement('a')
      link.href = paths.documentExport(org, identifier, 'md')
      link.download = ''
      link.click()
    }
  }
  return (
    <section className="selbar" aria-label="Selection">
      <span>
        <b>{rows.length}</b> selected
      </span>
      <span className="sep" />
      <Button size="small" kind="ghost" icon={Copy} onClick={copy} aria-label="Copy links" title="Copy links">
        <span>Copy links</span>
      </Button>
      <Button
        size="small"
        kind="ghost"
        icon={Download}
        onClick={download}
        aria-label="Download as Markdown"
        title="Download as Markdown"
      >
        <span>Download as Markdown</span>
      </Button>
      <span role="status">{copied}</span>
      <span className="sep" />
      <IconButton icon={X} label="Clear selection" size="small" kind="ghost" onClick={onClear} />
    </section>
  )
}
