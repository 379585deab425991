import { Form, Link } from '@remix-run/react'
import { Send } from 'lucide-react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer, PersonChoice } from '#app/lib/people.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { ChoiceGroup, Radio, Select, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { Note } from '../ui/note.tsx'
import { SignerPicker } from './signer-picker.tsx'
import type { Expected } from './who-is-asked.tsx'

export interface SubmitFormProps {
  org: string
  identifier: string
  /** No version was approved yet, so there is nothing to say what changed from. */
  first: boolean
  inEffect: string | null
  mayPublish: boolean
  effectiveDate: string | null
  today: string
  /** The first day on which something can be planned to happen. */
  tomorrow: string
  reason: string | null
  offer: PeopleOffer
  /** Whom the organization's default definition names; null: there is none. */
  expected: Expected | null
  authorIds: readonly string[]
  /** Until when those are out of office who are today. */
  away: Readonly<Record<string, string>>
  /** Those whom a form named that was refused. */
  chosen: readonly PersonChoice[]
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

const LABELS = {
  changeType: 'Change',
  changeSummary: 'What changed',
  signerIds: 'Signers',
  dueDate: 'Due date',
  message: 'Message',
  effectiveDate: 'Effective date',
}

/** What a due date does: a step with days of its own has its own. */
const dueHelp = (expected: Expected | null): string =>
  expected?.steps.some(({ daysToDecide }) => daysToDecide !== null)
    ? 'For those whom you choose, and for steps without days of their own. Signers are reminded before it.'
    : 'Signers are reminded before it. Without one they have as long as they take.'

/** Who signs, by when, and what happens then. */
export function SubmitForm(props: SubmitFormProps) {
  const { org, identifier, first, inEffect, reason, offer, expected, authorIds, away, chosen, today, errors, typed } =
    props
  const value = (name: string, fallback = '') => typedValue(typed, name, fallback)
  return (
    <section className="section" aria-labelledby="submit">
      <h2 id="submit">Submit {identifier} for approval</h2>
      <p className="page-sub gap-t-sm">
        The draft is frozen as a version; what is signed cannot change.{' '}
        {inEffect ? `Version ${inEffect} stays in effect meanwhile.` : 'Nothing is in effect until it is published.'}
      </p>
      <Form method="post" className="form gap-t" noValidate>
        <FormErrorSummary errors={errors} labels={LABELS} />
        {reason ? <Note tone="warning">What had to change: {reason}</Note> : null}
        {first ? null : (
          <>
            <Select
              name="changeType"
              label="Change"
              defaultValue={value('changeType', 'minor')}
              error={errors?.changeType}
              options={[
                { value: 'major', label: 'Major: people must do something differently' },
                { value: 'minor', label: 'Minor: clearer, not different' },
                { value: 'patch', label: 'Patch: spelling and layout' },
              ]}
            />
            <TextArea
              name="changeSummary"
              label="What changed"
              rows={2}
              help="Those who sign read it first."
              defaultValue={value('changeSummary')}
              error={errors?.changeSummary}
            />
          </>
        )}
        <SignerPicker {...{ offer, expected, authorIds, away, chosen, typed }} error={errors?.signerIds} />
        <div className="form-row">
          <TextField
            name="dueDate"
            label="Due date"
            hint="optional"
            type="date"
            min={today}
            defaultValue={value('dueDate')}
            error={errors?.dueDate}
            help={dueHelp(expected)}
          />
        </div>
        <TextArea
          name="message"
          label="Message to the signers"
          hint="optional"
          defaultValue={value('message')}
          error={errors?.message}
        />
        <Publication {...props} />
        <div className="form-foot">
          <StatusButton working="Submitting" icon={Send}>
            Submit for approval
          </StatusButton>
          <Link className={buttonClass()} to={paths.document(org, identifier)}>
            Cancel
          </Link>
        </div>
      </Form>
    </section>
  )
}

function Publication({ mayPublish, effectiveDate, today, tomorrow, errors, typed }: SubmitFormProps) {
  const mode = typedValue(
    typed,
    'publication',
    mayPublish && effectiveDate && effectiveDate > today ? 'on_date' : 'manual',
  )
  return (
    <ChoiceGroup name="publication" legend="When all have signed">
      <Radio
        name="publication"
        value="manual"
        label="Wait until someone publishes it"
        defaultChecked={mode === 'manual'}
      />
      <Radio
        name="publication"
        value="on_approval"
        label="Publish at once"
        disabled={!mayPublish}
        help={mayPublish ? undefined : 'An admin or a compliance manager can choose this.'}
        defaultChecked={mode === 'on_approval'}
      />
      <Radio
        name="publication"
        value="on_date"
        label="Publish on a date"
        disabled={!mayPublish}
        defaultChecked={mode === 'on_date'}
      />
      {mayPublish ? (
        <TextField
          name="effectiveDate"
          label="Effective date"
          type="date"
          min={tomorrow}
          defaultValue={typedValue(typed, 'effectiveDate', effectiveDate ?? '')}
          error={errors?.effectiveDate}
        />
      ) : null}
    </ChoiceGroup>
  )
}
