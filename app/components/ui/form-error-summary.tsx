import { useEffect, useRef } from 'react'
import { countOf } from '#app/lib/format.ts'
import type { FieldErrors } from '#app/lib/forms.ts'

/**
 * What has to be corrected, above the form, focused when it appears; each line leads to its field.
 * @param labels what the fields are called, in the order in which they stand in the form
 */
export function FormErrorSummary({
  errors,
  labels,
}: {
  errors: FieldErrors | undefined
  labels: Record<string, string>
}) {
  const box = useRef<HTMLDivElement>(null)
  const entries = inOrder(errors ?? {}, Object.keys(labels))
  useEffect(() => {
    if (errors && Object.keys(errors).length > 0) box.current?.focus()
  }, [errors])
  if (entries.length === 0) return null
  const own = errors?.['']
  return (
    <div className="summary-box" role="alert" tabIndex={-1} ref={box}>
      <h2>{own && entries.length === 1 ? own : `${countOf(entries.length, 'thing')} to correct`}</h2>
      {own && entries.length === 1 ? null : (
        <ul>
          {entries.map(([name, sentence]) => (
            <li key={name}>
              {name === '' ? (
                sentence
              ) : (
                <a href={`#f-${name.replace(/\W+/g, '-')}`}>{`${labels[name] ?? name}: ${sentence}`}</a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** As the fields stand in the form, from top to bottom; what belongs to none of them first. */
const inOrder = (errors: FieldErrors, names: readonly string[]): [string, string][] => {
  const place = (name: string) => (name === '' ? -1 : names.includes(name) ? names.indexOf(name) : names.length)
  return Object.entries(errors).toSorted(([a], [b]) => place(a) - place(b))
}
