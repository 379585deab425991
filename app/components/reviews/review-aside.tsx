import { Form } from '@remix-run/react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { REVIEW_OUTCOME_LABELS } from '#domain/reviews/outcome.ts'
import { StatusButton } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Avatar, Person, type PersonName } from '../ui/person.tsx'
import { Properties } from '../ui/properties.tsx'
import { Time } from '../ui/time.tsx'
import { type MadeOf, punctuality } from './due-table.tsx'

export interface ReviewAsideProps {
  owner: PersonName
  secondOwner: PersonName | null
  frequency: string
  countsFrom: 'review' | 'due'
  dueOn: string
  today: string
  reminders: { sent: number; last: string | null }
  made: readonly (MadeOf & { version: string | null; evidence: readonly { label: string; url: string }[] })[]
  mayMove: boolean
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** What is known of the review under way, and of those before it. */
export function ReviewAside(props: ReviewAsideProps) {
  const { owner, secondOwner, frequency, countsFrom, dueOn, reminders, made } = props
  return (
    <div className="aside">
      <section aria-labelledby="review">
        <h2 className="panel-title" id="review">
          Review
        </h2>
        <Properties
          rows={[
            ['Owner', <Person key="owner" {...owner} />],
            ['Second owner', secondOwner ? <Person key="second" {...secondOwner} /> : null],
            ['Due', <Time key="due" at={dueOn} style="date" />],
            ['Frequency', frequency],
            ['Counts from', countsFrom === 'due' ? 'The due date' : 'The review'],
            ['Reminded', <Reminded key="reminded" {...reminders} />],
          ]}
        />
        {props.mayMove ? <Move {...props} /> : null}
      </section>
      <section aria-labelledby="earlier">
        <h2 className="panel-title" id="earlier">
          Earlier reviews
        </h2>
        {made.length === 0 ? <p className="fs13 muted">This is the first one.</p> : <History made={made} />}
      </section>
    </div>
  )
}

const Reminded = ({ sent, last }: ReviewAsideProps['reminders']) =>
  last === null ? (
    'Not yet'
  ) : (
    <>
      {sent === 1 ? 'Once' : `${sent} times`}, last <Time at={last} style="date" />
    </>
  )

function History({ made }: Pick<ReviewAsideProps, 'made'>) {
  return (
    <ul className="hist">
      {made.map((review) => (
        <li key={review.id}>
          <Avatar size="small" {...review.reviewer} />
          <span>
            {REVIEW_OUTCOME_LABELS[review.outcome]}
            {review.version ? ` (${review.version})` : ''}
            <small>
              {review.reviewer.name}, <Time at={review.reviewedOn} style="date" />, {punctuality(review)}
            </small>
            {review.note ? <small dir="auto">{review.note}</small> : null}
            {review.evidence.map(({ label, url }) => (
              <small key={url}>
                <a href={url} rel="noreferrer">
                  {label}
                </a>
              </small>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Move({ dueOn, today, errors, typed }: ReviewAsideProps) {
  const failed = errors?.moveTo ?? errors?.reason
  return (
    <details open={failed !== undefined}>
      <summary className="fs13">Move the due date…</summary>
      <Form method="post" className="form" noValidate>
        <TextField
          name="moveTo"
          label="New date"
          type="date"
          min={today}
          defaultValue={typedValue(typed, 'moveTo', dueOn)}
          error={errors?.moveTo}
        />
        <TextField name="reason" label="Why" defaultValue={typedValue(typed, 'reason')} error={errors?.reason} />
        <StatusButton size="small" working="Moving" name="answered" value="move">
          Move
        </StatusButton>
      </Form>
    </details>
  )
}
