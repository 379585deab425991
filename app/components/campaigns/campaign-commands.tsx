import { Form } from '@remix-run/react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import { StatusButton } from '../ui/button.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { PersonField } from '../ui/person-field.tsx'

interface Props {
  campaign: { dueDate: string; closesAt: string | null }
  offer: PeopleOffer
  tomorrow: string
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** What can be done with an open campaign. Each question opens without scripts, and again when it was refused. */
export function CampaignCommands({ campaign, offer, tomorrow, errors, typed }: Props) {
  const isRefused = (...names: string[]) => names.some((name) => errors?.[name] !== undefined)
  return (
    <section className="card campaign-commands" aria-label="Change the campaign">
      <details open={isRefused('dueDate', 'closeDate')}>
        <summary>Move the due date…</summary>
        <Form method="post" className="form" noValidate>
          <TextField
            name="dueDate"
            label="Due date"
            type="date"
            min={tomorrow}
            defaultValue={typedValue(typed, 'dueDate', campaign.dueDate)}
            error={errors?.dueDate}
          />
          {campaign.closesAt === null ? null : (
            <TextField
              name="closeDate"
              label="Closes on"
              hint="optional"
              type="date"
              min={tomorrow}
              defaultValue={typedValue(typed, 'closeDate')}
              error={errors?.closeDate}
            />
          )}
          <StatusButton kind="secondary" name="command" value="move" working="Moving…">
            Move
          </StatusButton>
        </Form>
      </details>
      <details open={isRefused('membershipId')}>
        <summary>Ask one person to read again…</summary>
        <Form method="post" className="form" noValidate>
          <PersonField
            name="membershipId"
            label="Person"
            help="Somebody who has accepted already."
            offer={offer}
            typed={typed}
            error={errors?.membershipId}
          />
          <StatusButton kind="secondary" name="command" value="again" working="Asking…">
            Ask again
          </StatusButton>
        </Form>
      </details>
      <details open={isRefused('reason')}>
        <summary>Close now…</summary>
        <Form method="post" className="form" noValidate>
          <TextArea
            name="reason"
            label="Reason"
            help="Who has not accepted stays without acceptance. It cannot be opened again."
            defaultValue={typedValue(typed, 'reason')}
            error={errors?.reason}
          />
          <StatusButton kind="danger" name="command" value="close" working="Closing…">
            Close the campaign
          </StatusButton>
        </Form>
      </details>
    </section>
  )
}
