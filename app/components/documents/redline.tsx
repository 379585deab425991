import { ArrowDown, ArrowUp, FileCheck } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { countOf } from '#app/lib/format.ts'
import { isPageKey } from '#app/lib/use-shortcuts.ts'
import { Empty } from '../ui/empty.tsx'

export interface RedlineView {
  html: string
  changes: number
  /** Paragraphs that have another number in front and say the same. */
  renumbered: number
  words: { added: number; removed: number }
  summary: string[]
}

/** What changed, with the way from change to change. Without scripts the arrows lead to the first and the last. */
export function Redline({ redline, title }: { redline: RedlineView; title: string }) {
  const body = useRef<HTMLDivElement>(null)
  const { at, go } = useChanges(body, redline.changes)
  if (redline.changes + redline.renumbered === 0) {
    return (
      <Empty icon={FileCheck} title="No difference" card>
        <p>Title, text, format and variables are the same, word for word.</p>
      </Empty>
    )
  }
  return (
    <section className="card redline" aria-labelledby="redline">
      <div className="red-head">
        <h2 id="redline">{title}</h2>
        <span className="acts">
          <span className="pos" aria-live="polite">
            {at === 0 ? changesInWords(redline) : `Change ${at} of ${redline.changes}`}
          </span>
          {redline.changes > 0 ? (
            <>
              <Step
                to={at <= 1 ? redline.changes : at - 1}
                label="Previous change"
                hint="k"
                icon={ArrowUp}
                onStep={go}
              />
              <Step to={at >= redline.changes ? 1 : at + 1} label="Next change" hint="j" icon={ArrowDown} onStep={go} />
            </>
          ) : null}
        </span>
      </div>
      <div className="red-body">
        <div
          ref={body}
          className="prose red-content"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made on the server from two sanitized texts
          dangerouslySetInnerHTML={{ __html: redline.html }}
        />
      </div>
    </section>
  )
}

/** A paragraph with another number in front is no change; where nothing else is there, it is said. */
export const changesInWords = ({ changes, renumbered }: Pick<RedlineView, 'changes' | 'renumbered'>): string =>
  changes > 0 ? countOf(changes, 'change') : `No change but ${countOf(renumbered, 'number')}`

function Step({
  to,
  label,
  hint,
  icon: Icon,
  onStep,
}: {
  to: number
  label: string
  hint: string
  icon: typeof ArrowUp
  onStep: (to: number) => void
}) {
  return (
    <a
      className="btn btn-icon btn-sm"
      href={`#change-${to}`}
      aria-label={label}
      title={`${label} (${hint})`}
      onClick={(event) => {
        event.preventDefault()
        onStep(to)
      }}
    >
      <Icon className="i" />
    </a>
  )
}

function useChanges(body: React.RefObject<HTMLElement>, total: number) {
  const [at, setAt] = useState(0)
  const go = useCallback(
    (to: number) => {
      const change = body.current?.querySelector(`#change-${to}`)
      for (const other of body.current?.querySelectorAll('.is-current') ?? []) other.classList.remove('is-current')
      change?.classList.add('is-current')
      change?.scrollIntoView({ block: 'center' })
      setAt(to)
    },
    [body],
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (total === 0 || !isPageKey(event)) return
      if (event.key === 'j') go(at >= total ? 1 : at + 1)
      if (event.key === 'k') go(at <= 1 ? total : at - 1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [at, total, go])
  return { at, go }
}
