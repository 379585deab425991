import type { PersonChoice } from '#app/lib/people.ts'
import { PeopleList } from '../ui/people-list.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { Section } from './section.tsx'

const person = (id: string, name: string, position: string | null, roles: string[]): PersonChoice => ({
  id,
  name,
  email: `${id}@helix.example`,
  position,
  roles,
})
const PEOPLE = [
  person('chen', 'Chen Wei', 'Head of quality', ['approver']),
  person('wei', 'Chen Wei', null, ['member']),
  person('ada', 'Ada Okafor', 'Chief compliance officer', ['admin', 'compliance_manager']),
]
const FEW = { people: PEOPLE, more: false, searchAt: '/nowhere' }
const MANY = { ...FEW, more: true }
const STATES = [
  { key: 'found', words: 'c', found: { people: PEOPLE, more: true, state: 'found' } },
  { key: 'searching', words: 'ch', found: { people: PEOPLE.slice(0, 1), more: false, state: 'searching' } },
  { key: 'nobody', words: 'zoë', found: { people: [], more: false, state: 'found' } },
  { key: 'failed', words: 'ada', found: { people: [], more: false, state: 'failed' } },
] as const
const AUTHOR = 'Wrote part of this version and cannot sign it'
const doNothing = () => {}

export function People() {
  return (
    <Section
      title="Choosing a person"
      rule="A list where everybody fits in it, else a search by name, address or position."
    >
      <div className="form-row">
        <PersonField name="few" label="Owner, of a few" offer={FEW} typed={undefined} initial="ada" />
        <PersonField name="many" label="Owner, of many" offer={MANY} typed={undefined} initial="ada" />
        <PersonField name="nobody" label="Reports to" blank="Nobody" offer={MANY} typed={undefined} />
        <PersonField
          name="unclear"
          label="Owner"
          offer={MANY}
          typed={{ 'unclear.words': 'chen' }}
          error="Nobody is called just “chen”. Did you mean Chen Wei (chen@helix.example)?"
        />
      </div>
      <div className="form-row guide-people">
        {STATES.map(({ key, words, found }) => (
          <PeopleList
            key={key}
            {...found}
            people={[...found.people]}
            id={`guide-${key}`}
            label={`People, ${key}`}
            words={words}
            active={1}
            barred={({ id }) => (id === 'ada' ? AUTHOR : null)}
            onChoose={doNothing}
          />
        ))}
      </div>
    </Section>
  )
}
