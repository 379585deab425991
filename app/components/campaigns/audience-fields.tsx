import { type TypedText, typedChoices, typedValue } from '#app/lib/forms.ts'
import { type PersonChoice, wordsOf } from '#app/lib/people.ts'
import { ROLE_LABELS, ROLES } from '#domain/roles.ts'
import { Checkbox, ChoiceGroup, TextField } from '../ui/field.tsx'

export interface Places {
  groups: readonly { id: string; name: string }[]
  departments: readonly { id: string; name: string }[]
}

/** Whom a campaign asks: everybody, or roles and people. Somebody who is in several is asked once. */
export function AudienceFields({
  typed,
  chosen,
  places,
  error,
}: {
  typed: TypedText | undefined
  chosen: readonly PersonChoice[]
  places: Places
  error: string | undefined
}) {
  const roles = typedChoices(typed, 'roles[]', [])
  return (
    <ChoiceGroup name="audience" legend="Whom to ask" error={error}>
      <Checkbox
        name="everyone"
        label="Everyone"
        help="All active members who may read the document. Then the rest counts for nothing."
        defaultChecked={typedValue(typed, 'everyone') === 'on'}
      />
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          name="roles[]"
          value={role}
          label={ROLE_LABELS[role]}
          defaultChecked={roles.includes(role)}
        />
      ))}
      <PlaceBoxes
        name="departments[]"
        legend="Departments, with those below them"
        places={places.departments}
        typed={typed}
      />
      <PlaceBoxes name="groups[]" legend="Groups" places={places.groups} typed={typed} />
      {chosen.map(({ id, name, position }) => (
        <Checkbox key={id} name="people" value={id} label={name} help={position ?? undefined} defaultChecked />
      ))}
      <TextField
        name={wordsOf('people')}
        label="People"
        hint="optional"
        help="Names or e-mail addresses, with commas between."
        defaultValue={typedValue(typed, wordsOf('people'))}
      />
    </ChoiceGroup>
  )
}

function PlaceBoxes({
  name,
  legend,
  places,
  typed,
}: {
  name: string
  legend: string
  places: Places['groups']
  typed: TypedText | undefined
}) {
  if (places.length === 0) return null
  const chosen = typedChoices(typed, name, [])
  return (
    <details open={chosen.length > 0}>
      <summary>{legend}</summary>
      {places.map((place) => (
        <Checkbox
          key={place.id}
          name={name}
          value={place.id}
          label={place.name}
          defaultChecked={chosen.includes(place.id)}
        />
      ))}
    </details>
  )
}
