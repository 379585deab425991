import { Form, useSearchParams } from '@remix-run/react'
import { ListFilter } from 'lucide-react'
import {
  activeFilters,
  FILTERS,
  type FilterName,
  type LibraryQuery,
  libraryLink,
  SWITCHES,
  wordOf,
} from '#app/lib/library-query.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/field.tsx'
import { FilterChips } from '../ui/filter-chips.tsx'
import { useDismiss } from '../ui/menu.tsx'
import { SearchBox } from '../ui/search-box.tsx'

/** Search box, the filters in force as chips, and the form that sets more. All of it is the address. */
export function LibraryFilters({ query, noun, kindFixed }: { query: LibraryQuery; noun: string; kindFixed: boolean }) {
  const [search] = useSearchParams()
  const cleared = libraryLink(new URLSearchParams(search.get('sort') ? { sort: search.get('sort') ?? '' } : {}), {})
  return (
    <div className="filters">
      <FilterChips filters={activeFilters(search, query)} clear={cleared} />
      <AddFilter query={query} kindFixed={kindFixed} />
      <SearchBox
        label={`Search ${noun}`}
        placeholder="Title, text, identifier"
        words={query.words}
        restarts={['page', 'peek']}
      />
    </div>
  )
}

const LISTED = ['status', 'kind', 'type', 'classification', 'category'] as const satisfies FilterName[]

function AddFilter({ query, kindFixed }: { query: LibraryQuery; kindFixed: boolean }) {
  const details = useDismiss()
  const shown = LISTED.filter((name) => !(kindFixed && name === 'kind'))
  return (
    <details className="menu" ref={details}>
      <summary className="btn btn-sm btn-ghost">
        <ListFilter className="i" />
        Add filter
      </summary>
      <div className="menu-pop menu-pop-start filter-pop">
        <Form
          className="filter-form"
          key={JSON.stringify(query.filters)}
          onSubmit={() => {
            if (details.current) details.current.open = false
          }}
        >
          <input type="hidden" name="q" value={query.words} />
          {query.sort ? (
            <input type="hidden" name="sort" value={`${query.descending ? '-' : ''}${query.sort}`} />
          ) : null}
          <Switches query={query} />
          {shown.map((name) => (
            <fieldset key={name}>
              <legend>{FILTERS[name].label}</legend>
              <div className="filter-cols">
                {FILTERS[name].values.map((value) => (
                  <Checkbox
                    key={value}
                    name={name}
                    value={value}
                    label={wordOf(name, value)}
                    defaultChecked={query.filters[name].includes(value)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
          <Button size="small" type="submit">
            Show
          </Button>
        </Form>
      </div>
    </details>
  )
}

function Switches({ query }: { query: LibraryQuery }) {
  return (
    <fieldset>
      <legend>Attention</legend>
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
