import { Form, useSearchParams, useSubmit } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
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
  const input = useRef<HTMLInputElement>(null)
  // The field is the reader's while they type in it; from elsewhere, as by "Clear", it takes the words of the address.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = words
  }, [words])
  return (
    <Form className="tools" role="search" onChange={(event) => submit(event.currentTarget, { replace: words !== '' })}>
      <Kept search={search} except={['q', ...restarts]} />
      <label className="input-wrap">
        <span className="sr">{label}</span>
        <Search className="i" />
        <input
          className="input"
          type="search"
          dir="auto"
          name="q"
          placeholder={placeholder}
          defaultValue={words}
          ref={input}
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
