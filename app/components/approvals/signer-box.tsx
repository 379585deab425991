import { formatDay } from '#app/lib/format.ts'
import { type PersonChoice, rolesInWords } from '#app/lib/people.ts'
import { Checkbox } from '../ui/field.tsx'
import { Person } from '../ui/person.tsx'

/** Why an author is shown and cannot be chosen. */
export const AUTHOR = 'Wrote part of this version and cannot sign it'

const awayWords = (until: string | undefined) =>
  until === undefined ? null : `Out of office until ${formatDay(until)}: their delegate is asked`

/** Somebody who may be asked to sign, with what they are here. */
export const SignerBox = ({
  person,
  reason,
  awayUntil,
  checked,
}: {
  person: PersonChoice
  reason: string | null
  /** The last day of an absence; then their delegate is asked. */
  awayUntil: string | undefined
  checked: boolean
}) => (
  <Checkbox
    name="signerIds"
    value={person.id}
    disabled={reason !== null}
    defaultChecked={checked}
    label={<Person {...person} />}
    help={reason ?? [person.position, rolesInWords(person.roles), awayWords(awayUntil)].filter(Boolean).join(' · ')}
  />
)
