import { Form, Link, useLocation } from '@remix-run/react'
import { MessageSquare } from 'lucide-react'
import { type CommentsView, paragraphAnchor, type ThreadView } from '#app/lib/comments.ts'
import { countOf } from '#app/lib/format.ts'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import type { Place } from '#app/lib/page-number.ts'
import { paths } from '#domain/paths.ts'
import { StatusButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Pages } from '../ui/pages.tsx'
import { CommentFields } from './comment-fields.tsx'
import { Thread } from './thread.tsx'

export interface CommentsPageProps {
  comments: Omit<CommentsView, 'threads'>
  /** What the version is called; null when none was submitted. */
  name: string | null
  threads: ThreadView[]
  open: number
  place: Place
  /** The paragraph that is commented on. */
  asked: { block: number; words: string; wording: string | null } | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** All comments on a text that was submitted, each with its paragraph. */
export function CommentsPage({ comments, name, threads, open, place, asked, errors, typed }: CommentsPageProps) {
  const { org, identifier, version } = comments
  if (name === null) {
    return (
      <Empty icon={MessageSquare} title="No comments yet" level={2}>
        <p>They are written beside a text while it is decided on, and none was submitted yet.</p>
      </Empty>
    )
  }
  return (
    <div className="comments-page">
      {asked ? <NewComment {...asked} {...{ errors, typed }} /> : null}
      <div className="section-head">
        <h2 id="comments">Comments on {name}</h2>
        <span className="muted fs13">
          {place.total === 0 ? 'None yet' : `${countOf(place.total, 'comment')}, ${open} open`}
        </span>
        <Link className="end" to={paths.documentVersion(org, identifier, version)}>
          Read them beside the text
        </Link>
      </div>
      {threads.map((thread) => (
        <article key={thread.id} className="comment-of card">
          <p className="comment-text" dir="auto">
            <a href={`${paths.documentVersion(org, identifier, version)}#${paragraphAnchor(thread.block)}`}>
              {thread.text || 'A paragraph without words'}
            </a>
          </p>
          <Thread thread={thread} comments={comments} beside={false} />
        </article>
      ))}
      <Pages name="page" rows={threads.length} list={place} />
    </div>
  )
}

/** The form for a new comment, as a page of its own for whoever has no scripts. */
function NewComment({
  block,
  words,
  wording,
  errors,
  typed,
}: {
  block: number
  words: string
  wording: string | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}) {
  // It names the version, and whose page to come back to.
  const { search } = useLocation()
  return (
    <section className="card card-pad comment-new" aria-labelledby="new-comment">
      <h2 id="new-comment">Comment on this paragraph</h2>
      <blockquote dir="auto">{words}</blockquote>
      <Form method="post" action={search} noValidate>
        <CommentFields block={block} quote="" wording={wording} errors={errors} typed={typed} />
        <p className="gap-t">
          <StatusButton working="Sending">Comment</StatusButton>
        </p>
      </Form>
    </section>
  )
}
