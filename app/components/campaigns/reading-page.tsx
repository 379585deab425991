import { Form, Link } from '@remix-run/react'
import { ArrowLeft, CircleCheck } from 'lucide-react'
import { countOf } from '#app/lib/format.ts'
import { minutesToRead } from '#app/lib/reading.ts'
import { paths } from '#domain/paths.ts'
import { Content, type OutlineItem } from '../documents/content.tsx'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Time } from '../ui/time.tsx'
import { KnowledgeCheck, type ReaderCheck } from './knowledge-check.tsx'
import { clockOf, type Reading, useReading } from './use-reading.ts'

export interface ReadingPageProps {
  org: string
  document: { identifier: string; title: string }
  version: { label: string; contentHash: string; words: number; effectiveFrom: string }
  text: { html: string; outline: readonly OutlineItem[] }
  ask: { by: string; message: string; statement: string; dueAt: string; readsToEnd: boolean; closed: boolean }
  /** The questions that come before; null: there are none. */
  check: ReaderCheck | null
  /** When the reader accepted it; null while they have not. */
  acceptedAt: string | null
  error: string | undefined
}

const END = 'end-of-text'

/** The page on which somebody reads and accepts: on a phone, in one go. The button stands after the text, so it works without scripts. */
export function ReadingPage(props: ReadingPageProps) {
  const { org, document, version, text, ask, check, acceptedAt, error } = props
  const isAsked = check !== null && !check.passed
  const sections = text.outline.filter(({ level }) => level <= 2)
  const reading = useReading(sections, END)
  return (
    <div className="shell-solo">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="reading-top">
        <Link className={buttonClass({ kind: 'ghost', size: 'small' })} to={paths.myPolicies(org)}>
          <ArrowLeft className="i" />
          My policies
        </Link>
        <span className="truncate muted" title={document.title}>
          {document.title}
        </span>
        <span className="muted tnum where">
          {reading.measured && sections.length > 0
            ? `Section ${Math.max(reading.current + 1, 1)} of ${sections.length}`
            : null}
        </span>
        <HowFar of={sections.length} reading={reading} />
      </header>
      <main id="main" className="reading" tabIndex={-1}>
        <div>
          <div className="lead">
            <Link className="id id-lg" to={paths.document(org, document.identifier)}>
              {document.identifier}
            </Link>
            <h1 dir="auto">{document.title}</h1>
            <p className="muted">
              Version {version.label}, in effect since <Time at={version.effectiveFrom} style="date" />. About{' '}
              {countOf(minutesToRead(version.words), 'minute')}. {ask.by} asks you to accept it by{' '}
              <Time at={ask.dueAt} style="date" />.
            </p>
            {ask.message ? (
              <p className="quote gap-t-sm" dir="auto">
                {ask.message}
              </p>
            ) : null}
          </div>
          <Content html={text.html} label={`${document.title}, version ${version.label}`} />
          <p id={END} className="sr">
            End of the text
          </p>
          {check && acceptedAt === null && !ask.closed ? <KnowledgeCheck check={check} error={error} /> : null}
        </div>
        {reading.measured ? <Times sections={sections} reading={reading} /> : null}
      </main>
      {acceptedAt === null ? (
        <AcceptBar {...{ version, ask, error, sections, reading, isAsked }} />
      ) : (
        <footer className="accept-bar sticks">
          <p className="in">
            <CircleCheck className="i" />
            <span className="grow">
              You accepted this on <Time at={acceptedAt} style="moment" />.
            </span>
          </p>
        </footer>
      )}
    </div>
  )
}

/** How much of the text is behind the reader. */
function HowFar({ of, reading }: { of: number; reading: Reading }) {
  if (!reading.measured || of === 0) return null
  const share = reading.reachedEnd ? 100 : ((reading.current + 1) / (of + 1)) * 100
  return (
    <svg className="track-bar reading-bar" width="100%" height="2" aria-hidden="true">
      <rect className="track-base" width="100%" height="2" />
      <rect className="track-done" width={`${share}%`} height="2" />
    </svg>
  )
}

function Times({ sections, reading }: { sections: readonly OutlineItem[]; reading: Reading }) {
  return (
    <aside className="reading-side" aria-labelledby="times">
      <h2 className="panel-title" id="times">
        Time on each section
      </h2>
      <ol className="reading-times">
        {sections.map(({ id, number, text }, at) => (
          <li key={id} className={at === reading.current ? 'current' : undefined}>
            <a className="truncate" href={`#${id}`}>
              {number} {text}
            </a>
            <span className="tnum">{clockOf(reading.seconds[at] ?? 0)}</span>
          </li>
        ))}
      </ol>
      <p className="help gap-t-sm">It is kept with your acceptance.</p>
    </aside>
  )
}

const SECTION_NAME = 200

/** The statement and the button. What the browser measured goes along; without scripts it is absent, and the record says so. */
function AcceptBar({
  version,
  ask,
  error,
  sections,
  reading,
  isAsked,
}: Pick<ReadingPageProps, 'version' | 'ask' | 'error'> & {
  sections: readonly OutlineItem[]
  reading: Reading
  /** Whether the questions come first. */
  isAsked: boolean
}) {
  const waits = ask.readsToEnd && reading.measured && !reading.reachedEnd
  if (ask.closed) {
    return (
      <footer className="accept-bar">
        <p className="in muted">This campaign is closed: it cannot be accepted any more.</p>
      </footer>
    )
  }
  if (isAsked) {
    return (
      <footer className="accept-bar">
        <p className="in muted">
          <a href="#check">Answer the questions</a> first. Then it can be accepted.
        </p>
      </footer>
    )
  }
  const times = sections.map(({ number, text }, at) => ({
    section: `${number} ${text}`.trim().slice(0, SECTION_NAME) || '–',
    seconds: Math.round(reading.seconds[at] ?? 0),
  }))
  return (
    <footer className={reading.measured ? 'accept-bar sticks' : 'accept-bar'}>
      <Form method="post" className="in">
        {error ? <Note tone="danger">{error}</Note> : null}
        <input type="hidden" name="contentHash" value={version.contentHash} />
        {reading.measured ? (
          <>
            <input type="hidden" name="reachedEnd" value={reading.reachedEnd ? 'yes' : 'no'} />
            <input type="hidden" name="sections" value={JSON.stringify(times)} />
          </>
        ) : null}
        <span className="grow" id="statement" dir="auto">
          {waits ? 'Read to the end to accept. ' : ''}
          {ask.statement}
        </span>
        <StatusButton working="Accepting…" disabled={waits} aria-describedby="statement">
          Accept {version.label}
        </StatusButton>
      </Form>
    </footer>
  )
}
