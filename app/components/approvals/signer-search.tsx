import { useEffect, useState } from 'react'
import { typedValue } from '#app/lib/forms.ts'
import { type PersonChoice, wordsOf } from '#app/lib/people.ts'
import { PeopleCombobox } from '../ui/people-combobox.tsx'
import { AUTHOR, SignerBox } from './signer-box.tsx'
import type { SignerPickerProps } from './signer-picker.tsx'

const NAME = wordsOf('signerIds')
const ID = 'f-signerIds-words'

/** Signers among more people than a list can show: each one is searched for, and joins those who are chosen. */
export function SignerSearch({ offer, authorIds, away, chosen, typed }: Omit<SignerPickerProps, 'error' | 'expected'>) {
  const [added, setAdded] = useState<readonly PersonChoice[]>([])
  const [words, setWords] = useState(() => typedValue(typed, NAME))
  // What a refused form could not make out is what is left to correct; the others are in the list by now.
  useEffect(() => setWords(typedValue(typed, NAME)), [typed])
  const people = [...chosen, ...added.filter(({ id }) => chosen.every((one) => one.id !== id))]
  const barred = ({ id }: PersonChoice) => {
    if (authorIds.includes(id)) return AUTHOR
    return people.some((person) => person.id === id) ? 'Is in the list' : null
  }
  return (
    <>
      {people.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="people-list" tabIndex={0} aria-label="Chosen signers">
          {people.map((person) => (
            <SignerBox key={person.id} person={person} reason={null} awayUntil={away[person.id]} checked />
          ))}
        </section>
      ) : null}
      <div className="field">
        <label className="label" htmlFor={ID}>
          Add a signer
        </label>
        <PeopleCombobox
          id={ID}
          name={NAME}
          label="Add a signer"
          offer={offer}
          words={words}
          chosen={null}
          placeholder="Name or e-mail address"
          invalid={false}
          described={undefined}
          barred={barred}
          onWords={setWords}
          onChoose={(person) => {
            setAdded([...added, person])
            setWords('')
          }}
        />
        <noscript>
          <span className="help">Whole names or e-mail addresses, separated by commas.</span>
        </noscript>
      </div>
    </>
  )
}
