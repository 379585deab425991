import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { type PeopleOffer, wordsOf } from '#app/lib/people.ts'
import { Button, IconButton } from '../ui/button.tsx'
import type { Choice } from '../ui/field.tsx'
import { PeopleCombobox } from '../ui/people-combobox.tsx'

export interface Approvers {
  /** Whom a list can offer: the owner, roles, and people where there are few. */
  choices: readonly Choice[]
  /** What those are called who are not among the choices. */
  names: Record<string, string>
  offer: PeopleOffer
  /** What was typed and names nobody, by field. */
  words: Record<string, string>
}

export const labelOf = ({ choices, names }: Pick<Approvers, 'choices' | 'names'>, token: string): string =>
  choices.find(({ value }) => value === token)?.label ?? names[token.replace('person:', '')] ?? 'Somebody who left'

interface PickerProps extends Approvers {
  /** The step's key and its list: `s1`, `who`. */
  step: string
  list: 'who' | 'lateTo'
  label: string
  tokens: readonly string[]
  error: string | undefined
  onAdd: (token: string, name?: string) => void
  onRemove: (token: string) => void
}

/** Whom a step asks or notifies. Without scripts what is chosen is added with whichever button is pressed. */
export function ApproverPicker(props: PickerProps) {
  const { step, list, label, tokens, error, choices, onAdd, onRemove } = props
  const name = `${step}.${list}`
  const [chosen, setChosen] = useState('')
  const id = `f-${step}-${list}`
  const free = choices.filter(({ value }) => !tokens.includes(value))
  return (
    <fieldset className="field picker" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="label">{label}</legend>
      {tokens.length > 0 ? (
        <ul className="picks">
          {tokens.map((token) => (
            <li key={token}>
              <input type="hidden" name={name} value={token} />
              <span className="grow">{labelOf(props, token)}</span>
              <IconButton
                type="submit"
                name="intent"
                value={`drop:${step}:${list}:${token}`}
                icon={X}
                kind="ghost"
                size="small"
                label={`Remove ${labelOf(props, token)}`}
                onClick={(event) => {
                  event.preventDefault()
                  onRemove(token)
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="picker-add">
        <select
          className="select"
          name={`${name}.add`}
          aria-label={`${label}: add`}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">Owner, role, group{props.offer.more ? '' : ', person'}…</option>
          {free.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <Button
          type="submit"
          name="intent"
          value={`take:${step}`}
          size="small"
          icon={Plus}
          onClick={(event) => {
            if (chosen === '' && props.offer.more) return
            event.preventDefault()
            if (chosen !== '') onAdd(chosen)
            setChosen('')
          }}
        >
          Add
        </Button>
      </div>
      {props.offer.more ? <PersonSearch {...props} name={name} /> : null}
      {error ? (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      ) : null}
    </fieldset>
  )
}

/** People where they are too many for a list. */
function PersonSearch({ step, list, name, label, tokens, offer, words, onAdd }: PickerProps & { name: string }) {
  const [typed, setTyped] = useState(words[wordsOf(name)] ?? '')
  return (
    <PeopleCombobox
      id={`f-${step}-${list}-words`}
      name={wordsOf(name)}
      label={`${label}: a person`}
      offer={offer}
      words={typed}
      chosen={null}
      placeholder="Person by name or address"
      invalid={false}
      described={undefined}
      barred={({ id }) => (tokens.includes(`person:${id}`) ? 'Is in the list' : null)}
      onWords={setTyped}
      onChoose={(person) => {
        onAdd(`person:${person.id}`, person.name)
        setTyped('')
      }}
    />
  )
}
