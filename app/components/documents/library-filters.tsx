import { Form, useSearchParams } from '@remix-run/react'
import { ListFilter } from 'lucide-react'
import {
  activeFilters,
  FILTERS,
  type FilterName,
  type LibraryQuery,
  libraryLink,
  OWN,
  type StatusWords,
  SWITCHES,
  WORD_FILTERS,
  type WordFilterName,
  wordOf,
} from '#app/lib/library-query.ts'
import { type PeopleOffer, wordsOf } from '#app/lib/people.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox, TextField } from '../ui/field.tsx'
import { FilterChips } from '../ui/filter-chips.tsx'
import { useDismiss } from '../ui/menu.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { ColumnChooser, type ColumnChooserProps } from './library-columns.tsx'

/** What a list can be narrowed down by, besides what every list can. */
export interface FilterOffer {
  people: PeopleOffer
  /** What whoever is asked for as the owner is called; null where nobody is, or nobody of the organization. */
  owner: string | null
  /** Why the owner that was written is nobody. */
  ownerError?: string
  /** The words that documents are filed under, most frequent first. */
  filed: Record<WordFilterName, string[]>
  statuses: StatusWords
}

interface LibraryFiltersProps {
  query: LibraryQuery
  noun: string
  kindFixed: boolean
  offer: FilterOffer
  columns: ColumnChooserProps
}

/** Search box, the filters in force as chips, and the form that sets more. All of it is the address. */
export function LibraryFilters({ query, noun, kindFixed, offer, columns }: LibraryFiltersProps) {
  const [search] = useSearchParams()
  const cleared = libraryLink(new URLSearchParams(search.get('sort') ? { sort: search.get('sort') ?? '' } : {}), {})
  return (
    <div className="filters">
      <FilterChips filters={activeFilters(search, query, offer)} clear={cleared} />
      <AddFilter query={query} kindFixed={kindFixed} offer={offer} />
      <div className="list-tools">
        <SearchBox
          label={`Search ${noun}`}
          placeholder="Title, text, identifier"
          words={query.words}
          restarts={['page', 'peek']}
        />
        <ColumnChooser {...columns} />
      </div>
    </div>
  )
}

const LISTED = ['kind', 'type', 'classification', 'category'] as const satisfies FilterName[]

function AddFilter({ query, kindFixed, offer }: Pick<LibraryFiltersProps, 'query' | 'kindFixed' | 'offer'>) {
  const details = useDismiss()
  const [search] = useSearchParams()
  const shown = LISTED.filter((name) => !(kindFixed && name === 'kind'))
  return (
    <details className="menu" ref={details} open={offer.ownerError ? true : undefined}>
      <summary className="btn btn-sm btn-ghost">
        <ListFilter className="i" />
        Add filter
      </summary>
      <div className="menu-pop menu-pop-start menu-sheet filter-pop">
        <Form
          className="filter-form"
          key={JSON.stringify([query.filters, query.filed, query.owner, query.switches])}
          noValidate
          onSubmit={() => {
            if (details.current) details.current.open = false
          }}
        >
          <input type="hidden" name="q" value={query.words} />
          {query.sort ? (
            <input type="hidden" name="sort" value={`${query.descending ? '-' : ''}${query.sort}`} />
          ) : null}
          <Switches query={query} />
          <Values name="status" query={query} words={offer.statuses} />
          <PersonField
            name="owner"
            label="Owner"
            blank="Anybody"
            offer={offer.people}
            initial={query.owner === OWN ? null : query.owner}
            typed={offer.ownerError ? { [wordsOf('owner')]: search.get(wordsOf('owner')) ?? '' } : undefined}
            error={offer.ownerError}
          />
          <FiledUnder name="framework" query={query} inUse={offer.filed.framework} />
          <FiledUnder name="tag" query={query} inUse={offer.filed.tag} />
          {shown.map((name) => (
            <Values key={name} name={name} query={query} />
          ))}
          <div className="filter-foot">
            <Button size="small" type="submit" kind="primary">
              Show
            </Button>
          </div>
        </Form>
      </div>
    </details>
  )
}

const Values = ({ name, query, words = {} }: { name: FilterName; query: LibraryQuery; words?: StatusWords }) => (
  <fieldset>
    <legend>{FILTERS[name].label}</legend>
    <div className="filter-cols">
      {FILTERS[name].values.map((value) => (
        <Checkbox
          key={value}
          name={name}
          value={value}
          label={words[value] ?? wordOf(name, value)}
          defaultChecked={query.filters[name].includes(value)}
        />
      ))}
    </div>
  </fieldset>
)

/** The words in use as boxes, those that are asked for among them, and a field for any other. */
function FiledUnder({ name, query, inUse }: { name: WordFilterName; query: LibraryQuery; inUse: readonly string[] }) {
  const chosen = query.filed[name]
  const label = WORD_FILTERS[name]
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="filter-cols">
        {[...new Set([...chosen, ...inUse])].map((word) => (
          <Checkbox
            key={word}
            name={name}
            value={word}
            label={<bdi>{word}</bdi>}
            defaultChecked={chosen.includes(word)}
          />
        ))}
      </div>
      <TextField
        name={name}
        id={`f-other-${name}`}
        label={`Other ${label.toLowerCase()}s`}
        hint="separated by commas"
      />
    </fieldset>
  )
}

function Switches({ query }: { query: LibraryQuery }) {
  return (
    <fieldset>
      <legend>Attention</legend>
      <Checkbox name="owner" value={OWN} label="Owned by me" defaultChecked={query.owner === OWN} />
      {Object.entries(SWITCHES).flatMap(([name, values]) =>
        Object.entries(values).map(([value, words]) => (
          <Checkbox
            key={`${name}-${value}`}
            name={name}
            value={value}
            label={words}
            defaultChecked={query.switches[name as keyof typeof SWITCHES] === value}
          />
        )),
      )}
    </fieldset>
  )
}
