import { useFetcher } from '@remix-run/react'
import { Check, RotateCcw } from 'lucide-react'
import { type CommentsView, type CommentView, commentAnchor, type ThreadView } from '#app/lib/comments.ts'
import { countOf } from '#app/lib/format.ts'
import { typedValue } from '#app/lib/forms.ts'
import type { action } from '#app/routes/documents/comments.tsx'
import { paths } from '#domain/paths.ts'
import { Button, StatusButton } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { Avatar } from '../ui/person.tsx'
import { Time } from '../ui/time.tsx'

export interface ThreadProps {
  thread: ThreadView
  comments: Omit<CommentsView, 'threads'>
  /** Whether it stands beside its text, and stays there when it is answered. */
  beside: boolean
}

/** A comment with its answers, and the ways to answer and to settle it. One that is settled is folded. */
export function Thread({ thread, ...props }: ThreadProps) {
  if (!thread.resolved) {
    return (
      <section className="said" id={commentAnchor(thread.number)} aria-label={`Comment by ${thread.by.name}`}>
        <Said thread={thread} {...props} />
      </section>
    )
  }
  return (
    <details className="said is-resolved" id={commentAnchor(thread.number)}>
      <summary>
        <Check className="i i-sm" /> Resolved by {thread.resolved.by}, <Time at={thread.resolved.at} />
      </summary>
      <Said thread={thread} {...props} />
    </details>
  )
}

function Said({ thread, comments, beside }: ThreadProps) {
  const { org, identifier, version, may } = comments
  const page = `${paths.documentComments(org, identifier, { version })}#${commentAnchor(thread.number)}`
  return (
    <>
      <Comment comment={thread} quote={thread.quote} />
      {thread.suggestion ? <Change suggestion={thread.suggestion} /> : null}
      {thread.earlier > 0 ? (
        <p className="said-more">
          <a href={page}>{countOf(thread.earlier, 'earlier answer')}</a>
        </p>
      ) : null}
      {thread.answers.map((answer) => (
        <Comment key={answer.id} comment={answer} quote={null} />
      ))}
      <div className="said-acts">
        {may.answer ? <Answer key={thread.answers.at(-1)?.id ?? 'first'} {...{ thread, comments, beside }} /> : null}
        {thread.suggestion?.mayTake ? <TakeOrLeave {...{ thread, comments, beside }} /> : null}
        {thread.maySettle ? <Settle {...{ thread, comments, beside }} /> : null}
      </div>
    </>
  )
}

function Comment({ comment: { by, at, body }, quote }: { comment: CommentView; quote: string | null }) {
  return (
    <div className="said-one">
      <Avatar size="small" {...by} />
      <div>
        <p className="said-by">
          <b className="medium">{by.name}</b>{' '}
          <span className="subtle">
            <Time at={at} />
          </span>
        </p>
        {quote ? (
          <blockquote className="said-quote" dir="auto">
            {quote}
          </blockquote>
        ) : null}
        {body ? (
          <p className="said-body" dir="auto">
            {body}
          </p>
        ) : null}
      </div>
    </div>
  )
}

const hidden = (fields: Record<string, string | number>) =>
  Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)

function Answer({ thread, comments: { org, identifier, version }, beside }: ThreadProps) {
  const fetcher = useFetcher<typeof action>()
  const refused = fetcher.data && 'errors' in fetcher.data ? fetcher.data : null
  return (
    <details className="said-answer" open={refused ? true : undefined}>
      <summary className="btn btn-sm btn-ghost">Answer</summary>
      <fetcher.Form method="post" action={paths.documentComments(org, identifier, { version })} noValidate>
        {hidden({ intent: 'answer', comment: thread.id, number: thread.number, ...(beside ? { stay: 1 } : {}) })}
        <FormErrorSummary errors={refused?.errors} labels={{ body: 'Answer' }} />
        <TextArea
          name="body"
          id={`answer-${thread.number}`}
          label="Answer"
          rows={2}
          defaultValue={typedValue(refused?.typed, 'body')}
          error={refused?.errors.body}
        />
        <StatusButton working="Sending" size="small" pending={fetcher.state !== 'idle'}>
          Send
        </StatusButton>
      </fetcher.Form>
    </details>
  )
}

const OUTCOMES = { taken: 'Taken into the draft', left: 'Left as it is' } as const

/** What a proposed wording changes, and what became of it. */
function Change({ suggestion: { change, outcome, reason } }: { suggestion: NonNullable<ThreadView['suggestion']> }) {
  return (
    <div className="said-change">
      <p className="subtle">Suggested wording</p>
      <div
        className="prose red-content"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made on the server from two sanitized paragraphs
        dangerouslySetInnerHTML={{ __html: change }}
      />
      {outcome ? (
        <p>
          {OUTCOMES[outcome]}
          {reason ? `: ${reason}` : ''}
        </p>
      ) : null}
    </div>
  )
}

/** What an author does with a proposed wording. Where that withdraws the text, the button says so. */
function TakeOrLeave({ thread, comments: { org, identifier, version, inReview }, beside }: ThreadProps) {
  const fetcher = useFetcher<typeof action>()
  const refused = fetcher.data && 'errors' in fetcher.data ? fetcher.data : null
  return (
    <details className="said-answer" open={refused ? true : undefined}>
      <summary className="btn btn-sm btn-ghost">Take or leave</summary>
      <fetcher.Form method="post" action={paths.documentComments(org, identifier, { version })} noValidate>
        {hidden({ comment: thread.id, number: thread.number, ...(beside ? { stay: 1 } : {}) })}
        {inReview ? <input type="hidden" name="withdraw" value="1" /> : null}
        <FormErrorSummary errors={refused?.errors} labels={{ reason: 'Reason' }} />
        {inReview ? (
          <p>To take it withdraws this version from review. The draft gets the wording, and everybody is asked anew.</p>
        ) : null}
        <TextArea
          name="reason"
          id={`reason-${thread.number}`}
          label="Reason"
          hint="optional"
          rows={2}
          defaultValue={typedValue(refused?.typed, 'reason')}
          error={refused?.errors.reason}
        />
        <div className="row">
          <Button type="submit" name="intent" value="take" size="small" kind="primary" icon={Check}>
            {inReview ? 'Withdraw and take' : 'Take'}
          </Button>
          <Button type="submit" name="intent" value="leave" size="small">
            Leave
          </Button>
        </div>
      </fetcher.Form>
    </details>
  )
}

function Settle({ thread, comments: { org, identifier, version }, beside }: ThreadProps) {
  const fetcher = useFetcher<typeof action>()
  const intent = thread.resolved ? 'reopen' : 'resolve'
  return (
    <fetcher.Form method="post" action={paths.documentComments(org, identifier, { version })}>
      {hidden({ intent, comment: thread.id, number: thread.number, ...(beside ? { stay: 1 } : {}) })}
      <Button type="submit" size="small" kind="ghost" icon={thread.resolved ? RotateCcw : Check}>
        {thread.resolved ? 'Open again' : 'Resolve'}
      </Button>
    </fetcher.Form>
  )
}
