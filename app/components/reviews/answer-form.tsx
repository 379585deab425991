import { Form, Link } from '@remix-run/react'
import { CalendarClock } from 'lucide-react'
import { formatDate } from '#app/lib/format.ts'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { paths } from '#domain/paths.ts'
import { WhoDecides } from '../approvals/who-decides.tsx'
import type { Expected } from '../approvals/who-is-asked.tsx'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

export interface AnswerFormProps {
  org: string
  dueOn: string
  nextDueOn: string
  /** From what the next one counts. */
  countsFrom: 'review' | 'due'
  me: { name: string; position: string | null }
  version: string
  mayRequestChange: boolean
  /** Who confirms it before it counts; null: nobody else. */
  asked: Expected | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** Still right, or not: two answers of which one is asked at a time. Without scripts too, by the style sheet alone. */
export function AnswerForm({ org, errors, typed, mayRequestChange, ...review }: AnswerFormProps) {
  const { dueOn, version } = review
  const changes = typedValue(typed, 'answer') === 'needs_change'
  return (
    <Form method="post" className="decide" noValidate>
      <input type="hidden" name="dueOn" value={dueOn} />
      <FormErrorSummary
        errors={errors}
        labels={{ note: 'Note', change: 'What has to change', url: 'Address', label: 'What it shows' }}
      />
      <fieldset className="pick">
        <legend className="sr">Is it still right?</legend>
        <label className="opt">
          <input type="radio" name="answer" value="still_right" defaultChecked={!changes} />
          <b>Still right</b>
          <span>
            {version} stays as it is. {review.asked ? 'Others confirm that.' : 'Nobody has to sign it again.'}
          </span>
        </label>
        {mayRequestChange ? (
          <label className="opt">
            <input type="radio" name="answer" value="needs_change" className="is-change" defaultChecked={changes} />
            <b>Needs change</b>
            <span>Opens a revision. {version} stays in effect until that is published.</span>
          </label>
        ) : null}
      </fieldset>
      <StillRight {...review} org={org} errors={errors} typed={typed} />
      {mayRequestChange ? <NeedsChange org={org} dueOn={dueOn} errors={errors} typed={typed} /> : null}
    </Form>
  )
}

type Answered = Pick<AnswerFormProps, 'errors' | 'typed' | 'org' | 'dueOn'>

function StillRight({
  org,
  dueOn,
  nextDueOn,
  countsFrom,
  me,
  version,
  asked,
  errors,
  typed,
}: Answered & Pick<AnswerFormProps, 'nextDueOn' | 'countsFrom' | 'me' | 'version' | 'asked'>) {
  return (
    <div className="decide for-same">
      <TextArea
        name="note"
        label="Note"
        hint="optional"
        help="What you looked at. It is kept on the record."
        defaultValue={typedValue(typed, 'note')}
        error={errors?.note}
      />
      <div className="two">
        <TextField
          name="evidenceUrl"
          label="Evidence"
          hint="optional"
          help="The address of a page that shows it."
          placeholder="https://"
          inputMode="url"
          defaultValue={typedValue(typed, 'evidenceUrl')}
          error={errors?.url}
        />
        <TextField
          name="evidenceLabel"
          label="What it shows"
          hint="optional"
          defaultValue={typedValue(typed, 'evidenceLabel')}
          error={errors?.label}
        />
      </div>
      {asked ? <WhoDecides purpose="review" asked={asked} /> : null}
      <p className="next">
        <CalendarClock className="i" />
        <span>
          Next review <b>{formatDate(nextDueOn)}</b>, counted from{' '}
          {countsFrom === 'due' ? `the day on which this one is due, ${formatDate(dueOn)}` : 'today'}, as your
          organization has chosen.
        </span>
      </p>
      <div className="go">
        <span className="grow">
          You attest as {me.name}
          {me.position ? `, ${me.position}` : ''}, over {version}.
        </span>
        <Link className={buttonClass()} to={paths.reviews(org)}>
          Later
        </Link>
        <StatusButton kind="primary" working="Confirming">
          {asked ? 'Ask others to confirm it' : 'Confirm unchanged'}
        </StatusButton>
      </div>
    </div>
  )
}

function NeedsChange({ org, dueOn, errors, typed }: Answered) {
  return (
    <div className="decide for-need">
      <TextArea
        name="change"
        label="What has to change"
        help="The author reads it above the draft."
        defaultValue={typedValue(typed, 'change')}
        error={errors?.change}
      />
      <p className="next">
        <CalendarClock className="i" />
        <span>
          The review stays open, due <b>{formatDate(dueOn)}</b>. Publishing the revision ends it.
        </span>
      </p>
      <div className="go">
        <span className="grow" />
        <Link className={buttonClass()} to={paths.reviews(org)}>
          Later
        </Link>
        <StatusButton kind="primary" working="Opening">
          Open a revision
        </StatusButton>
      </div>
    </div>
  )
}
