import { Link } from '@remix-run/react'
import { FileText, SearchX } from 'lucide-react'
import type { Noun } from '#app/lib/nouns.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'

/** Two kinds of nothing: nothing yet, and nothing that fits. */
export function LibraryEmpty({
  org,
  noun,
  kind,
  narrowed,
  mayCreate,
  clear,
}: {
  org: string
  noun: Noun
  kind: DocumentKind | null
  narrowed: boolean
  mayCreate: boolean
  clear: string
}) {
  if (narrowed) {
    return (
      <Empty icon={SearchX} title={`No ${noun.many} match`} card>
        <p>Nothing you can see fits all of these filters. Remove one, or search for a part of a word.</p>
        <div className="acts">
          <Button as={Link} to={clear}>
            Clear filters
          </Button>
        </div>
      </Empty>
    )
  }
  return (
    <Empty icon={FileText} title={`No ${noun.many} yet`} card>
      <p>
        {mayCreate
          ? `A ${noun.one} is a text people sign and follow. Write the first one; it stays a draft until you submit it.`
          : `None is in effect yet. Authors and compliance managers write them; they show here once published.`}
      </p>
      {mayCreate ? (
        <div className="acts">
          <Button as={Link} to={paths.newDocument(org, kind ?? 'policy')}>
            New {noun.one}
          </Button>
        </div>
      ) : null}
    </Empty>
  )
}
