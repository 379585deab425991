import { Form, Link } from '@remix-run/react'
import { countOf } from '#app/lib/format.ts'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PersonChoice } from '#app/lib/people.ts'
import { CAMPAIGN_DEFAULTS } from '#domain/campaigns/campaign.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { Checkbox, ChoiceGroup, Radio, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { AudienceFields, type Places } from './audience-fields.tsx'
import { StatementField } from './statement-field.tsx'

const LABELS = { audience: 'Whom to ask', people: 'Whom to ask', daysToRead: 'Days', statement: 'Statement' }

export interface StandingFieldsProps {
  org: string
  identifier: string
  /** How many people the rule asks now; null: there is no rule. */
  people: number | null
  chosen: readonly PersonChoice[]
  places: Places
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** Whom new versions of a document ask to accept them, from their publication on. */
export function StandingFields({ org, identifier, people, chosen, places, errors, typed }: StandingFieldsProps) {
  const asksOn = typedValue(typed, 'asksOn', 'major')
  const isOn = (name: string) => typedValue(typed, name) === 'on'
  return (
    <section className="section" aria-labelledby="acknowledged-by">
      <h2 id="acknowledged-by">Acknowledged by</h2>
      <p className="page-sub gap-t-sm">
        {people === null
          ? 'Nobody is asked by itself. Set here who is asked to accept a new version as soon as it is published.'
          : `Publishing a new version asks ${countOf(people, 'person', 'people')} now. It closes open campaigns of earlier versions.`}
      </p>
      <Form method="post" className="form gap-t" noValidate>
        <FormErrorSummary errors={errors} labels={LABELS} />
        <ChoiceGroup name="asksOn" legend="When" error={errors?.asksOn}>
          <Radio
            name="asksOn"
            value="major"
            label="On each major version"
            help="After a minor change or a patch earlier acceptances stay valid."
            defaultChecked={asksOn === 'major'}
          />
          <Radio name="asksOn" value="every" label="On every version" defaultChecked={asksOn === 'every'} />
        </ChoiceGroup>
        <AudienceFields
          typed={typed}
          chosen={chosen}
          places={places}
          error={errors?.audience ?? errors?.membershipIds ?? errors?.people}
        />
        <TextField
          name="daysToRead"
          label="Days"
          hint="from the publication to the due date"
          inputMode="numeric"
          defaultValue={typedValue(typed, 'daysToRead', String(CAMPAIGN_DEFAULTS.daysToRead))}
          error={errors?.daysToRead}
        />
        <StatementField typed={typed} error={errors?.statement} />
        <Checkbox
          name="readsToEnd"
          label="Accept only after the end of the text was reached"
          defaultChecked={isOn('readsToEnd')}
        />
        <Checkbox
          name="evergreen"
          label="Stays open for whoever joins later"
          help="Each campaign then stays open until the next one takes its place."
          defaultChecked={isOn('evergreen')}
        />
        <div className="form-foot">
          <StatusButton name="command" value="set" working="Saving">
            Save
          </StatusButton>
          <Link className={buttonClass()} to={paths.document(org, identifier)}>
            Cancel
          </Link>
        </div>
      </Form>
      {people === null ? null : (
        <Form method="post" className="gap-t">
          <StatusButton kind="secondary" name="command" value="remove" working="Ending">
            Ask nobody on new versions
          </StatusButton>
        </Form>
      )}
    </section>
  )
}
