import { FileText } from 'lucide-react'
import { Empty } from '../ui/empty.tsx'

/**
 * Rendered content. It comes from the server sanitized on write and rendered from the allowlist, so it is put in as it is.
 */
export function Content({ html, label }: { html: string; label: string }) {
  if (html.trim() === '') {
    return (
      <Empty icon={FileText} title="Nothing written yet" level={2}>
        <p>The draft is empty. It can be saved like this, but not submitted.</p>
      </Empty>
    )
  }
  return (
    <article
      className="prose content"
      aria-label={label}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized on write, rendered from the same allowlist
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

export interface OutlineItem {
  id: string
  level: number
  number: string
  text: string
}

/** The headings, as links into the text. */
export function Outline({ items }: { items: readonly OutlineItem[] }) {
  if (items.length < 3) return null
  return (
    <section aria-labelledby="toc">
      <h2 className="panel-title" id="toc">
        Contents
      </h2>
      <nav className="toc" aria-label="Contents">
        {items
          .filter(({ level }) => level <= 3)
          .map(({ id, level, number, text }) => (
            <a key={id} href={`#${id}`} className={level > 2 ? 'deep' : undefined}>
              <span className="no">{number}</span>
              <span>{text}</span>
            </a>
          ))}
      </nav>
    </section>
  )
}
