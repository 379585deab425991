import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Checkbox, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { PersonField } from '#app/components/ui/person-field.tsx'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'

const LABELS = { fromDay: 'First day', untilDay: 'Last day', delegateId: 'Who signs meanwhile' }

interface AbsenceFormProps {
  mine: boolean
  member: { id: string; name: string }
  offer: PeopleOffer
  today: string
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** Asks from when until when, and who signs meanwhile. */
export function AbsenceForm({ mine, member, offer, today, errors, typed }: AbsenceFormProps) {
  const whose = mine ? 'you' : member.name
  return (
    <Form method="post" className="form" noValidate>
      <FormErrorSummary errors={errors} labels={LABELS} />
      <div className="form-row">
        <TextField
          name="fromDay"
          label={LABELS.fromDay}
          type="date"
          defaultValue={typedValue(typed, 'fromDay', today)}
          error={errors?.fromDay}
        />
        <TextField
          name="untilDay"
          label={LABELS.untilDay}
          type="date"
          min={today}
          defaultValue={typedValue(typed, 'untilDay')}
          error={errors?.untilDay}
        />
      </div>
      <PersonField
        name="delegateId"
        label={LABELS.delegateId}
        blank="Choose someone"
        help={`Is asked in ${mine ? 'your place' : `the place of ${whose}`}. Both names stand beside the signature. What they wrote themselves stays with ${whose}.`}
        offer={offer}
        typed={typed}
        except={{ id: member.id, because: 'Is away' }}
        error={errors?.delegateId}
      />
      <Checkbox
        name="handOver"
        label={`Pass on what waits for ${whose} now`}
        help="Where the absence has begun. Later requests go to them by themselves."
        defaultChecked={typedValue(typed, 'handOver') === 'on'}
      />
      <div className="form-foot">
        <StatusButton working="Saving…">Enter absence</StatusButton>
      </div>
    </Form>
  )
}
