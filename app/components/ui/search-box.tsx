import { Form, useSearchParams, useSubmit } from '@remix-run/react'
import { Search } from 'lucide-react'
import { Button } from './button.tsx'
import { Kept } from './kept.tsx'

interface SearchBoxProps {
  label: string
  placeholder: string
  /** What is being searched for now; it stands in the address as `q`. */
  words: string
  /** What of the address a new search makes meaningless, such as the page one was on. */
  restarts: readonly string[]
}

/** Searches a list while one types; without scripts, by its button. */
export function SearchBox({ label, placeholder, words, restarts }: SearchBoxProps) {
  const [search] = useSearchParams()
  const submit = useSubmit()
  return (
    <Form className="tools" role="search" onChange={(event) => submit(event.currentTarget, { replace: words !== '' })}>
      <Kept search={search} except={['q', ...restarts]} />
      <label className="input-wrap">
        <span className="sr">{label}</span>
        <Search className="i" />
        <input
          className="input"
          type="search"
          name="q"
          placeholder={placeholder}
          defaultValue={words}
          key={words === '' ? 'empty' : 'searched'}
        />
      </label>
      <noscript>
        <Button size="small" type="submit">
          Search
        </Button>
      </noscript>
    </Form>
  )
}
