import { Form, Link } from '@remix-run/react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import type { PersonView } from '#app/lib/round-view.ts'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { Select, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { Time } from '../ui/time.tsx'

interface ChangeProps {
  errors: FieldErrors | undefined
  typed: TypedText | undefined
  cancel: string
}

/** Asks who no longer signs, who signs instead, and why. */
export function ReplaceForm({
  signers,
  offer,
  errors,
  typed,
  cancel,
}: ChangeProps & { signers: readonly PersonView[]; offer: PeopleOffer }) {
  return (
    <section className="section" aria-labelledby="replace">
      <h2 id="replace">Replace a signer</h2>
      <Form method="post" className="form gap-t" noValidate>
        <input type="hidden" name="intent" value="replace" />
        <FormErrorSummary
          errors={errors}
          labels={{ signer: 'Who no longer signs', by: 'Who signs instead', reason: 'Why' }}
        />
        <Select
          name="signer"
          label="Who no longer signs"
          blank="Choose someone"
          options={signers.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={typedValue(typed, 'signer')}
          error={errors?.signer}
        />
        <PersonField
          name="by"
          label="Who signs instead"
          blank="Choose someone"
          offer={offer}
          typed={typed}
          error={errors?.by}
        />
        <TextArea
          name="reason"
          label="Why"
          help="Stands in the log."
          rows={2}
          defaultValue={typedValue(typed, 'reason')}
          error={errors?.reason}
        />
        <div className="form-foot">
          <StatusButton working="Replacing">Replace signer</StatusButton>
          <Link className={buttonClass()} to={cancel}>
            Cancel
          </Link>
        </div>
      </Form>
    </section>
  )
}

/** Asks until when those who have not decided have time, and why. */
export function ExtendForm({ dueAt, today, errors, typed }: ChangeProps & { dueAt: string; today: string }) {
  return (
    <section className="section" aria-labelledby="extend">
      <h2 id="extend">Extend the due date</h2>
      <p className="page-sub gap-t-sm">
        Due now: <Time at={dueAt} style="date" />. Those who have not decided are notified.
      </p>
      <Form method="post" className="form gap-t" noValidate>
        <input type="hidden" name="intent" value="extend" />
        <FormErrorSummary errors={errors} labels={{ dueDate: 'New due date', because: 'Why' }} />
        <div className="form-row">
          <TextField
            name="dueDate"
            label="New due date"
            type="date"
            min={today}
            defaultValue={typedValue(typed, 'dueDate')}
            error={errors?.dueDate}
          />
        </div>
        <TextArea
          name="because"
          label="Why"
          help="Stands in the log."
          rows={2}
          defaultValue={typedValue(typed, 'because')}
          error={errors?.because}
        />
        <div className="form-foot">
          <StatusButton working="Extending">Extend</StatusButton>
        </div>
      </Form>
    </section>
  )
}
