import { Form, Link } from '@remix-run/react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PersonChoice } from '#app/lib/people.ts'
import { CAMPAIGN_DEFAULTS } from '#domain/campaigns/campaign.ts'
import { paths } from '#domain/paths.ts'
import { Button, StatusButton } from '../ui/button.tsx'
import { Checkbox, ChoiceGroup, Radio, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { Note } from '../ui/note.tsx'
import { AudienceFields, type Places } from './audience-fields.tsx'
import { type Preview, PreviewList } from './preview-list.tsx'
import { StatementField } from './statement-field.tsx'

/** The fields of the form, by what the schema of the service calls them. */
const LABELS = {
  audience: 'Whom to ask',
  membershipIds: 'Whom to ask',
  dueDate: 'Due date',
  closeDate: 'Closes on',
  message: 'Message',
  statement: 'Statement',
  remindEvery: 'Reminders',
  escalateAfter: 'Managers',
  on: 'Day of the year',
  months: 'Months',
}

export interface LaunchFieldsProps {
  org: string
  document: { identifier: string; title: string; inEffect: boolean; label: string | null }
  tomorrow: string
  due: string
  chosen: readonly PersonChoice[]
  places: Places
  errors: FieldErrors | undefined
  typed: TypedText | undefined
  preview: Preview | null
}

/** Everything that a campaign asks of whoever launches it. The people are shown before anybody is asked. */
export function LaunchFields({
  org,
  document,
  tomorrow,
  due,
  chosen,
  places,
  errors,
  typed,
  preview,
}: LaunchFieldsProps) {
  const recurrence = typedValue(typed, 'recurrence', 'none')
  const isOn = (name: string) => typedValue(typed, name) === 'on'
  return (
    <Form method="post" className="form" noValidate>
      <FormErrorSummary errors={errors} labels={LABELS} />
      {document.inEffect ? (
        <p className="muted">
          <Link className="id" to={paths.document(org, document.identifier)}>
            {document.identifier}
          </Link>{' '}
          {document.label}, in effect. Who accepts later accepts the version that is in effect then.
        </p>
      ) : (
        <Note tone="warning">Nothing of this document is in effect, so nobody can accept it yet.</Note>
      )}
      <AudienceFields
        typed={typed}
        chosen={chosen}
        places={places}
        error={errors?.audience ?? errors?.membershipIds ?? errors?.people}
      />
      {preview ? <PreviewList preview={preview} /> : null}
      <Button type="submit" name="preview" value="1">
        Show whom this asks
      </Button>
      <TextField
        name="dueDate"
        label="Due date"
        type="date"
        min={tomorrow}
        defaultValue={typedValue(typed, 'dueDate', due)}
        error={errors?.dueDate}
      />
      <TextField
        name="closeDate"
        label="Closes on"
        hint="optional"
        type="date"
        min={tomorrow}
        help={`Without a day it closes ${CAMPAIGN_DEFAULTS.daysAfterDue} days after the due date, or when everybody has accepted.`}
        defaultValue={typedValue(typed, 'closeDate')}
        error={errors?.closeDate}
      />
      <TextArea
        name="message"
        label="Message"
        hint="optional"
        help="Stands above the text that people read."
        defaultValue={typedValue(typed, 'message')}
        error={errors?.message}
      />
      <StatementField typed={typed} error={errors?.statement} />
      <Checkbox
        name="readsToEnd"
        label="Accept only after the end of the text was reached"
        help="A browser that runs no scripts cannot say it; the record says so, then."
        defaultChecked={isOn('readsToEnd')}
      />
      <Checkbox
        name="asksQuestions"
        label="Accept only after the questions about it are answered"
        help="They are written on the page of the document."
        defaultChecked={isOn('asksQuestions')}
      />
      <p className="fs13">
        <Link to={paths.documentCheck(org, document.identifier)}>Write the questions</Link>
      </p>
      <TextField
        name="remindEvery"
        label="Reminders"
        hint="working days in between; empty: none"
        inputMode="numeric"
        defaultValue={typedValue(typed, 'remindEvery', String(CAMPAIGN_DEFAULTS.remindEvery))}
        error={errors?.remindEvery}
      />
      <TextField
        name="escalateAfter"
        label="Managers"
        hint="working days after the due date; empty: not notified"
        inputMode="numeric"
        defaultValue={typedValue(typed, 'escalateAfter', String(CAMPAIGN_DEFAULTS.escalateAfter))}
        error={errors?.escalateAfter}
      />
      <Checkbox
        name="evergreen"
        label="Stays open for whoever joins later"
        help="It closes only by hand, or when the document is archived."
        defaultChecked={isOn('evergreen')}
      />
      <ChoiceGroup name="recurrence" legend="Ask again, without a new version" error={errors?.recurrence}>
        <Radio name="recurrence" value="none" label="Never" defaultChecked={recurrence === 'none'} />
        <Radio name="recurrence" value="yearly" label="Each year, on a day" defaultChecked={recurrence === 'yearly'} />
        <TextField
          name="repeatOn"
          label="Day of the year"
          hint="month and day, such as 03-01"
          defaultValue={typedValue(typed, 'repeatOn')}
          error={errors?.on}
        />
        <Radio
          name="recurrence"
          value="after_acceptance"
          label="So many months after each one’s own acceptance"
          defaultChecked={recurrence === 'after_acceptance'}
        />
        <TextField
          name="repeatMonths"
          label="Months"
          inputMode="numeric"
          defaultValue={typedValue(typed, 'repeatMonths')}
          error={errors?.months}
        />
      </ChoiceGroup>
      <div className="form-foot">
        <StatusButton working="Launching…">Launch</StatusButton>
        <Button as={Link} to={paths.campaigns(org)}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}
