import { countOf } from '#app/lib/format.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Person } from '../ui/person.tsx'

export interface Preview {
  total: number
  page: number
  pages: number
  rows: readonly { id: string; name: string; positionTitle: string | null }[]
}

/** Exactly whom a campaign would ask at this moment. It is part of the form, so its pages are buttons. */
export function PreviewList({ preview: { total, page, pages, rows } }: { preview: Preview }) {
  if (total === 0) return <Note tone="warning">This asks nobody who may read the document.</Note>
  return (
    <section className="card card-pad" aria-label="Whom this asks">
      <p className="strong">This asks {countOf(total, 'person', 'people')} today.</p>
      <ul className="preview-people">
        {rows.map(({ id, name, positionTitle }) => (
          <li key={id}>
            <Person name={name} position={positionTitle} />
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <p className="row row-wrap">
          <span className="muted">
            Page {page} of {pages}
          </span>
          {page > 1 ? (
            <Button type="submit" size="small" name="preview" value={page - 1}>
              Previous
            </Button>
          ) : null}
          {page < pages ? (
            <Button type="submit" size="small" name="preview" value={page + 1}>
              Next
            </Button>
          ) : null}
        </p>
      ) : null}
    </section>
  )
}
