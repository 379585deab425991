import { typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import { StatusButton } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { type DialogProps, Question } from './decision-dialog.tsx'

/** Asks who decides instead, and why. */
export function DelegateDialog({ offer, me, ...dialog }: DialogProps & { offer: PeopleOffer; me: string }) {
  const { typed, errors } = dialog
  return (
    <Question
      {...dialog}
      decision="delegate"
      title="Ask someone else to sign"
      labels={{ to: 'Who signs instead', reason: 'Why' }}
      answer={<StatusButton working="Asking">Ask them</StatusButton>}
    >
      <p className="fs13 muted">
        They decide in your place, by the same day. Both names stay on the signature, and it cannot be taken back.
      </p>
      <PersonField
        name="to"
        label="Who signs instead"
        blank="Choose someone"
        offer={offer}
        typed={typed}
        except={{ id: me, because: 'Asks for it' }}
        error={errors?.to}
      />
      <TextArea
        name="reason"
        label="Why"
        help="They and the author see this."
        rows={2}
        defaultValue={typedValue(typed, 'reason')}
        error={errors?.reason}
      />
    </Question>
  )
}
