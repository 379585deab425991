import { CircleAlert, FlaskConical, TriangleAlert } from 'lucide-react'
import { formatDay } from '#app/lib/format.ts'
import { dateFormatter } from '#domain/date-formatter.ts'
import { CATEGORIES, CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPE_LABELS, CHANGE_TYPES } from '#domain/documents/status.ts'
import { listOf } from '#domain/words.ts'
import { StatusButton } from '../ui/button.tsx'
import { Select, TextField } from '../ui/field.tsx'

/** What a dry run came to, as the page shows it. */
export interface RunView {
  about: string
  timeZone: string
  endsAt: string | null
  steps: {
    name: string
    skipped: string | null
    startsAt: string | null
    dueAt: string | null
    people: { id: string; name: string; timeZone: string; firstReminderAt: string | null }[]
  }[]
  errors: { step: number | null; message: string }[]
  warnings: { step: number | null; message: string }[]
}

/** Tue 1 Dec, in the zone by which it was counted. */
export const dayInWords = (at: string, timeZone: string): string =>
  `${dateFormatter('en-GB', { timeZone, weekday: 'short' }).format(new Date(at))} ${formatDay(at, timeZone)}`

/** Tries the definition with a document, or with one that nobody has written yet. Nobody is asked. */
export function DryRunCard({
  run,
  tried,
  error,
}: {
  run: RunView | null
  /** What was filled in, by name. */
  tried: Record<string, string>
  error: string | undefined
}) {
  const value = (name: string, fallback: string) => tried[name] ?? fallback
  return (
    <section className="card dry" aria-labelledby="dry">
      <div className="card-head">
        <h2 id="dry" className="row">
          <FlaskConical className="i" /> Dry run
        </h2>
        <span className="muted fs13">Nobody is asked.</span>
      </div>
      <div className="card-pad dry-form">
        <TextField
          name="try.document"
          label="Document"
          hint="optional"
          placeholder="POL-AC-001"
          maxLength={100}
          help="Its identifier. Without one, a document as follows is tried."
          defaultValue={value('document', '')}
          error={error}
        />
        <div className="form-row is-tight">
          <Select
            name="try.changeType"
            label="Change"
            defaultValue={value('changeType', 'minor')}
            options={CHANGE_TYPES.map((type) => ({ value: type, label: CHANGE_TYPE_LABELS[type] }))}
          />
          <Select
            name="try.kind"
            label="Kind"
            defaultValue={value('kind', 'policy')}
            options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: DOCUMENT_KIND_LABELS[kind] }))}
          />
          <Select
            name="try.category"
            label="Category"
            defaultValue={value('category', 'information_security')}
            options={CATEGORY_CODES.map((code) => ({ value: code, label: CATEGORIES[code].label }))}
          />
          <Select
            name="try.classification"
            label="Classification"
            defaultValue={value('classification', 'internal')}
            options={CLASSIFICATIONS.map((level) => ({ value: level, label: CLASSIFICATION_LABELS[level] }))}
          />
          <TextField
            name="try.frameworks"
            label="Frameworks"
            hint="with commas"
            defaultValue={value('frameworks', '')}
          />
        </div>
        <StatusButton name="intent" value="try" kind="secondary" working="Trying…">
          Run
        </StatusButton>
      </div>
      {run ? <Outcome run={run} /> : null}
    </section>
  )
}

function Outcome({ run }: { run: RunView }) {
  const end = run.endsAt === null ? null : dayInWords(run.endsAt, run.timeZone)
  return (
    <div className="card-pad dry-said" role="status">
      <p>
        {run.about}{' '}
        {run.errors.length > 0 ? (
          <b>It could not be decided.</b>
        ) : end === null ? (
          'It has no last day: a step has no days to decide.'
        ) : (
          <>
            All have decided by <b>{end}</b> at the latest.
          </>
        )}
      </p>
      <ol className="dry-steps">
        {run.steps.map(({ name, skipped, dueAt, people }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one run stay in their order
          <li key={at} className={skipped === null ? undefined : 'muted'}>
            <b className="medium">{name === '' ? `Step ${at + 1}` : name}</b>
            {skipped === null ? (
              <>
                {dueAt === null ? ', without a last day' : `, by ${dayInWords(dueAt, run.timeZone)}`}
                <Asked people={people} />
              </>
            ) : (
              <span className="dry-who">Does not take place. {skipped}.</span>
            )}
          </li>
        ))}
      </ol>
      <ul className="dry-notes">
        {run.errors.map(({ step, message }) => (
          <li key={`${step}${message}`} className="error">
            <CircleAlert className="i" />
            {step === null ? message : `Step ${step + 1}: ${message}`}
          </li>
        ))}
        {run.warnings.map(({ step, message }) => (
          <li key={`${step}${message}`} className="warn">
            <TriangleAlert className="i" />
            {step === null ? message : `Step ${step + 1}: ${message}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Who would be asked; who reads another clock has theirs beside the name. */
function Asked({ people }: { people: RunView['steps'][number]['people'] }) {
  if (people.length === 0) return <span className="dry-who">Nobody.</span>
  const [first] = people.filter(({ firstReminderAt }) => firstReminderAt !== null)
  return (
    <span className="dry-who">
      {listOf(people.map(({ name }) => name))}
      {first?.firstReminderAt
        ? `. ${first.name} is reminded first on ${dayInWords(first.firstReminderAt, first.timeZone)} (${first.timeZone.replaceAll('_', ' ')}).`
        : '.'}
    </span>
  )
}
