import { useFetcher } from '@remix-run/react'
import { countOf } from '#app/lib/format.ts'
import type { ImportWarning } from '#domain/documents/import-warnings.ts'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

/** So many are read at a glance; the others are behind one click. */
const AT_ONCE = 3

/**
 * What an imported text has and the document does not, with its lines, until somebody has read it. It stands in the editor and
 * where the document is submitted, so that it is seen before anybody signs.
 */
export function ImportNote({
  org,
  identifier,
  warnings,
}: {
  org: string
  identifier: string
  warnings: readonly ImportWarning[]
}) {
  const dismissing = useFetcher()
  const dismissed = dismissing.state !== 'idle' || dismissing.data !== undefined
  if (warnings.length === 0 || dismissed) return null
  const last = warnings.at(-1)
  const count = last?.code === 'more' ? 'More than 100 things' : countOf(warnings.length, 'thing')
  const rest = warnings.slice(AT_ONCE)
  return (
    <Note
      tone="warning"
      actions={
        <dismissing.Form method="post" action={paths.documentEdit(org, identifier)}>
          <Button type="submit" name="intent" value="dismiss" size="small">
            Dismiss
          </Button>
        </dismissing.Form>
      }
    >
      {count} in the imported text did not come in as written.
      <Warnings of={warnings.slice(0, AT_ONCE)} />
      {rest.length > 0 ? (
        <details>
          <summary>Show {rest.length} more</summary>
          <Warnings of={rest} />
        </details>
      ) : null}
    </Note>
  )
}

const Warnings = ({ of }: { of: readonly ImportWarning[] }) => (
  <ul className="import-warnings">
    {of.map(({ at, text }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two may say the same
      <li key={index}>
        <span className="muted">{at}</span> <span dir="auto">{text}</span>
      </li>
    ))}
  </ul>
)
