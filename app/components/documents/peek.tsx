import { Link } from '@remix-run/react'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, type Classification } from '#domain/documents/classification.ts'
import type { ShownState } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { Person } from '../ui/person.tsx'
import { Properties } from '../ui/properties.tsx'
import { DocumentState } from '../ui/status.tsx'
import { ReviewDate } from './library-table.tsx'

export interface Peeked {
  identifier: string
  title: string
  state: ShownState
  planned: string | null
  label: string | null
  category: string
  classification: Classification
  nextReviewDate: string | null
  owner: { name: string; position: string | null }
  description: string
  /** Address of the PDF, of the version in effect or the draft. */
  pdf: string
}

/**
 * A look at one document without leaving the list: its properties and its PDF.
 * @param closed the address of the list without it
 */
export function Peek({ org, document, closed }: { org: string; document: Peeked; closed: string }) {
  const to = paths.document(org, document.identifier)
  return (
    <Sheet title={document.title} closed={closed}>
      <div className="row row-wrap between">
        <span className="row">
          <span className="id">{document.identifier}</span>
          <DocumentState state={document.state} planned={document.planned} />
        </span>
        <Button as={Link} to={to} size="small">
          Open
        </Button>
      </div>
      {document.description ? (
        <p className="muted fs13" dir="auto">
          {document.description}
        </p>
      ) : null}
      <Properties
        rows={[
          ['In effect', document.label],
          ['Owner', <Person key="owner" {...document.owner} />],
          ['Category', CATEGORIES[document.category as Category]?.label ?? document.category],
          ['Classification', CLASSIFICATION_LABELS[document.classification]],
          ['Next review', <ReviewDate key="review" on={document.nextReviewDate} />],
        ]}
      />
      <iframe key={document.pdf} src={document.pdf} title={`PDF of ${document.identifier} ${document.title}`} />
    </Sheet>
  )
}
