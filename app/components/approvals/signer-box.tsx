import { type PersonChoice, rolesInWords } from '#app/lib/people.ts'
import { Checkbox } from '../ui/field.tsx'
import { Person } from '../ui/person.tsx'

/** Why an author is shown and cannot be chosen. */
export const AUTHOR = 'Wrote part of this version and cannot sign it'

/** Somebody who may be asked to sign, with what they are here. */
export const SignerBox = ({
  person,
  reason,
  checked,
}: {
  person: PersonChoice
  reason: string | null
  checked: boolean
}) => (
  <Checkbox
    name="signerIds"
    value={person.id}
    disabled={reason !== null}
    defaultChecked={checked}
    label={<Person {...person} />}
    help={reason ?? [person.position, rolesInWords(person.roles)].filter(Boolean).join(' · ')}
  />
)
