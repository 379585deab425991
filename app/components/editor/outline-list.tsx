import type { ReactNode } from 'react'

export interface OutlineRow {
  key: string | number
  level: number
  number: string
  text: string
  onGo?: () => void
}

/** The headings of a text, deeper ones set in. */
export function OutlineList({ rows }: { rows: readonly OutlineRow[] }): ReactNode {
  return (
    <section className="ed-outline" aria-labelledby="outline">
      <h2 id="outline">Outline</h2>
      {rows.length === 0 ? <p className="help">Sections show here as you write them.</p> : null}
      <ol>
        {rows.map(({ key, level, number, text, onGo }) => (
          <li key={key} className={level > 2 ? 'deep' : undefined}>
            <button type="button" onClick={onGo}>
              <span>{number}</span>
              <span className="truncate" title={text}>
                {text || 'Untitled'}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
