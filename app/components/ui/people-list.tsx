import { countOf } from '#app/lib/format.ts'
import { type PersonChoice, rolesInWords } from '#app/lib/people.ts'
import { Option } from './option.tsx'
import { Avatar } from './person.tsx'
import type { FoundPeople } from './use-found-people.ts'

interface PeopleListProps extends FoundPeople {
  id: string
  label: string
  /** What was typed, for the sentence that nobody fits it. */
  words: string
  active: number
  /** Why somebody cannot be chosen, in words. */
  barred: (person: PersonChoice) => string | null
  onChoose: (person: PersonChoice) => void
}

export const optionId = (list: string, person: PersonChoice | undefined) =>
  person ? `${list}-${person.id}` : undefined

/** What is said below those who were found, and read out. */
export function noteOn({ people, more, state }: FoundPeople, words: string): string {
  if (state === 'failed') return 'The search does not answer now. Write the whole name or the e-mail address instead.'
  if (state === 'searching') return 'Searching…'
  if (people.length === 0) return `Nobody fits “${words.trim()}”.`
  return more
    ? `The first ${people.length}. Type more of a name, an address or a position.`
    : countOf(people.length, 'person', 'people')
}

/** Who fits, with position and roles; an address only where two are called the same. */
export function PeopleList({ id, label, words, active, barred, onChoose, ...found }: PeopleListProps) {
  const { people, state } = found
  const names = people.map(({ name }) => name)
  const isTwin = ({ name }: PersonChoice) => names.indexOf(name) !== names.lastIndexOf(name)
  return (
    <div className="menu-pop pick-pop">
      <div id={id} role="listbox" aria-label={label} aria-busy={state === 'searching'}>
        {people.map((person, place) => {
          const reason = barred(person)
          const about = [person.position, rolesInWords(person.roles), isTwin(person) ? person.email : null]
          return (
            <Option
              key={person.id}
              id={optionId(id, person) ?? ''}
              active={state === 'found' && place === active}
              disabled={reason !== null}
              onChoose={() => onChoose(person)}
            >
              <Avatar {...person} />
              <span>
                {person.name}
                <small>{reason ?? about.filter(Boolean).join(' · ')}</small>
              </span>
            </Option>
          )
        })}
      </div>
      <p className="palette-group">{noteOn(found, words)}</p>
    </div>
  )
}
