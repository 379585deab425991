import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { PeopleOffer, PersonChoice } from '#app/lib/people.ts'
import { noteOn, optionId, PeopleList } from './people-list.tsx'
import { Avatar } from './person.tsx'
import { useFoundPeople } from './use-found-people.ts'

export interface PeopleComboboxProps {
  id: string
  name: string
  label: string
  offer: PeopleOffer
  words: string
  /** Whose name stands in the field. */
  chosen: PersonChoice | null
  placeholder: string
  invalid: boolean
  described: string | undefined
  barred: (person: PersonChoice) => string | null
  onWords: (words: string) => void
  onChoose: (person: PersonChoice) => void
}

/**
 * A field to search a person in, as the combobox pattern of ARIA has it. Without scripts it is a field for a whole name
 * or address, with whom the list begins as suggestions; the server finds out who is meant.
 */
export function PeopleCombobox({ id, name, label, offer, words, chosen, placeholder, ...props }: PeopleComboboxProps) {
  const { invalid, described, barred, onWords, onChoose } = props
  const around = useRef<HTMLSpanElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [scripted, setScripted] = useState(false)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  // A name that was chosen is no search: opened again, the list begins as it began.
  const asked = !open || words === chosen?.name ? '' : words
  const found = useFoundPeople(offer, asked)
  const list = `${id}-list`
  const current = found.state === 'found' ? found.people[active] : undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as scripts begin: what was typed before is not lost
  useEffect(() => {
    setScripted(true)
    const typed = input.current?.value ?? words
    if (typed !== words) onWords(typed)
  }, [])

  // By a click elsewhere, not by the loss of the focus: the page becomes shorter, and what is being pressed would move away.
  useEffect(() => {
    if (!open) return
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Node) || !around.current?.contains(target)) setOpen(false)
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [open])

  const choose = (person: PersonChoice) => {
    if (barred(person) !== null) return
    setOpen(false)
    onChoose(person)
  }
  const show = () => {
    setOpen(true)
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      if (!open) return show()
      setActive((active + step + found.people.length) % Math.max(found.people.length, 1))
    } else if (event.key === 'Enter' && open) {
      // Whoever is not found yet cannot be meant, and the form is not sent by choosing.
      event.preventDefault()
      if (current) choose(current)
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Tab') {
      setOpen(false)
    }
  }

  const combobox = {
    role: 'combobox',
    'aria-expanded': open,
    'aria-controls': open ? list : undefined,
    'aria-autocomplete': 'list',
    'aria-activedescendant': open ? optionId(list, current) : undefined,
  } as const
  return (
    <span className="input-wrap pick" ref={around}>
      {chosen ? <Avatar size="small" {...chosen} /> : <Search className="i" />}
      <input
        {...(scripted ? combobox : { list })}
        ref={input}
        id={id}
        name={name}
        className="input"
        value={words}
        placeholder={placeholder}
        autoComplete="off"
        aria-invalid={invalid || undefined}
        aria-describedby={described}
        onChange={(event) => {
          onWords(event.target.value)
          show()
        }}
        onClick={show}
        onKeyDown={onKeyDown}
      />
      {scripted ? null : <Suggestions id={list} people={offer.people.filter((person) => barred(person) === null)} />}
      {open ? (
        <PeopleList
          {...found}
          id={list}
          label={label}
          words={asked}
          active={active}
          barred={barred}
          onChoose={choose}
        />
      ) : null}
      <span className="sr" role="status">
        {open ? noteOn(found, asked) : null}
      </span>
    </span>
  )
}

const Suggestions = ({ id, people }: { id: string; people: readonly PersonChoice[] }) => (
  <datalist id={id}>
    {people.map((person) => (
      <option key={person.id} value={person.email}>
        {person.name}
      </option>
    ))}
  </datalist>
)
