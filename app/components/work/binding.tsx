import { Link } from '@remix-run/react'
import { BookOpenCheck } from 'lucide-react'
import { countOf } from '#app/lib/format.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Time } from '../ui/time.tsx'

export interface BindingText {
  identifier: string
  title: string
  version: string
  changeType: ChangeType
  changeSummary: string
  words: number
  effectiveFrom: string
}

/** As fast as people read rules, in words a minute. */
const READING_SPEED = 200

const minutesOf = (words: number): string => countOf(Math.max(1, Math.round(words / READING_SPEED)), 'minute')

const whatIsNew = ({ changeType, version, changeSummary }: BindingText): string =>
  changeType === 'initial' ? 'New' : `Changed in ${version}: ${changeSummary.replace(/[.\s]+$/, '')}`

/** What binds the reader: the texts that took effect last, with what changed in them. */
export function Binding({ org, texts }: { org: string; texts: readonly BindingText[] }) {
  return (
    <section className="card" aria-labelledby="binding">
      <div className="card-head">
        <h2 id="binding">What binds you</h2>
        {texts.length > 0 ? <Link to={paths.documents(org)}>All texts in effect</Link> : null}
      </div>
      {texts.length === 0 ? (
        <Empty icon={BookOpenCheck} title="Nothing is in effect yet" level={3}>
          <p>Policies and procedures that apply to you show here from the day on which they take effect.</p>
        </Empty>
      ) : (
        <ul className="inbox">
          {texts.map((text) => (
            <li className="inbox-row" key={text.identifier}>
              <span className="inbox-kind" title="In effect">
                <BookOpenCheck className="i" />
              </span>
              <div>
                <div className="what">
                  <span className="id">{text.identifier}</span>
                  <Link
                    className="truncate"
                    to={paths.document(org, text.identifier)}
                    title={text.title}
                    prefetch="intent"
                  >
                    {text.title}
                  </Link>
                </div>
                <p className="why">
                  {whatIsNew(text)}. About {minutesOf(text.words)} to read.
                </p>
              </div>
              <span className="due">
                Since <Time at={text.effectiveFrom} style="day" />
              </span>
              <span className="acts">
                <Link className={buttonClass({ size: 'small' })} to={paths.document(org, text.identifier)}>
                  Read
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
