import { useState } from 'react'
import { type TypedText, typedValue } from '#app/lib/forms.ts'
import { type PeopleOffer, type PersonChoice, wordsOf } from '#app/lib/people.ts'
import { Field, type FieldProps, Select, useIds } from './field.tsx'
import { PeopleCombobox } from './people-combobox.tsx'

interface PersonFieldProps extends FieldProps {
  offer: PeopleOffer
  /** What the form sent when it was refused. */
  typed: TypedText | undefined
  /** Who it is until now, by id. */
  initial?: string | null
  /** What it means to choose nobody; absent where somebody must be chosen. */
  blank?: string
  /** Who is not to be chosen here, and why. */
  except?: { id: string; because: string }
}

const inFull = ({ name, position }: PersonChoice) => (position ? `${name}, ${position}` : name)

/** Chooses one person: from a list where everybody fits in it, else by search. */
export function PersonField(props: PersonFieldProps) {
  const { offer, typed, initial, blank, except, ...field } = props
  const people = offer.people.filter(({ id }) => id !== except?.id)
  if (offer.more) return <PersonSearch {...props} offer={{ ...offer, people }} />
  return (
    <Select
      {...field}
      blank={blank}
      options={people.map((person) => ({ value: person.id, label: inFull(person) }))}
      defaultValue={typedValue(typed, field.name, initial ?? '')}
    />
  )
}

function PersonSearch({ offer, typed, initial, blank, except, ...field }: PersonFieldProps) {
  const { own, described } = useIds(field)
  const { name, label, error } = field
  const [chosen, setChosen] = useState<PersonChoice | null>(() => {
    const id = typedValue(typed, name, initial ?? '')
    return offer.people.find((person) => person.id === id) ?? null
  })
  const [words, setWords] = useState(() => typedValue(typed, wordsOf(name), chosen?.name ?? ''))
  return (
    <Field {...field} own={own}>
      <input type="hidden" name={name} value={chosen?.id ?? ''} />
      <PeopleCombobox
        id={own}
        name={wordsOf(name)}
        label={label}
        offer={offer}
        words={words}
        chosen={chosen}
        placeholder={blank ?? 'Name or e-mail address'}
        invalid={error !== undefined}
        described={described}
        barred={({ id }) => (id === except?.id ? except.because : null)}
        onWords={(typedNow) => {
          setWords(typedNow)
          setChosen(null)
        }}
        onChoose={(person) => {
          setChosen(person)
          setWords(person.name)
        }}
      />
    </Field>
  )
}
