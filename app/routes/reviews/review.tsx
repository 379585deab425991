import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Activity } from '#app/components/documents/activity.tsx'
import { Answer } from '#app/components/reviews/answer.tsx'
import { ReviewAside } from '#app/components/reviews/review-aside.tsx'
import { buttonClass } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { ReviewChip, StatusChip } from '#app/components/ui/status.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { formatDate } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { AttestForm, ChangeForm, MoveForm } from '#app/lib/review-forms.ts'
import { isBeingConfirmed, readReview } from '#app/lib/review-page.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `Review of ${shown?.identifier ?? 'a document'} · Accord` },
]

export const handle: RouteHandle = { topics: ['documents'], ofDocument: true }

/** The review of a document that is under way, with what happened to it since the last one. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  return answer(args.request, readReview(args.context.services, actor, args.params.identifier ?? ''))
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { reviews } = args.context.services
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  // By what was chosen, and not by the button: Enter in a field presses the first one.
  const answered = form.get('answered') ?? form.get('answer')
  const org = actor.orgSlug
  if (answered === 'move') {
    const parsed = parseForm(form, MoveForm)
    // The form and the service call the day by different names, since the page has two of them.
    if (!parsed.ok) return data(renamed(parsed, 'dueOn', 'moveTo'), { status: 422 })
    const moved = await attempt(args.request, form, reviews.move(actor, reference, parsed.value), {
      review_date_past: 'moveTo',
    })
    if (!moved.ok) return data(moved, { status: moved.status })
    const sentence = `The review is due on ${formatDate(parsed.value.dueOn)}.`
    return redirect(paths.review(org, reference), await withFlash({ tone: 'ok', sentence }))
  }
  if (answered === 'needs_change') {
    const parsed = parseForm(form, ChangeForm)
    if (!parsed.ok) return data(renamed(parsed, 'note', 'change'), { status: 422 })
    const opened = await attempt(args.request, form, reviews.requestChange(actor, reference, parsed.value))
    if (!opened.ok) return data(opened, { status: opened.status })
    const sentence = 'The review is on the record, and the document is open for revision.'
    return redirect(paths.document(org, reference), await withFlash({ tone: 'ok', sentence }))
  }
  const parsed = parseForm(form, AttestForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const attested = await attempt(args.request, form, reviews.attest(actor, reference, parsed.value))
  if (!attested.ok) return data(attested, { status: attested.status })
  const open = await isBeingConfirmed(args.context.services, actor, reference)
  const sentence = open
    ? `Others are asked to confirm the review of ${reference}.`
    : `${reference} is confirmed unchanged.`
  return redirect(paths.document(org, reference), await withFlash({ tone: 'ok', sentence }))
}

/** An error at a field that the form calls otherwise. */
function renamed<T extends { errors: Record<string, string> }>(failed: T, from: string, to: string): T {
  const { [from]: sentence, ...others } = failed.errors
  return sentence === undefined ? failed : { ...failed, errors: { ...others, [to]: sentence } }
}

export default function Review() {
  const shown = useLoaderData<typeof loader>()
  const { org, identifier, title, version, effectiveFrom, owner, review, news, since } = shown
  const failed = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Reviews', to: paths.reviews(org) },
          { label: identifier, to: paths.document(org, identifier) },
          { label: 'Review' },
        ]}
        title={`Is ${title} still right?`}
        chip={<ReviewChip day={review.dueOn} />}
        primary={
          <Link className={buttonClass()} to={paths.document(org, identifier)}>
            Read {version}
          </Link>
        }
      >
        <p className="page-sub">
          Version {version}
          {effectiveFrom ? `, in effect since ${formatDate(effectiveFrom)}` : ''}. {owner.name} owns it.
        </p>
      </PageHeader>
      <div className="with-aside">
        <div>
          <section className="section" aria-labelledby="news">
            <div className="section-head">
              <h2 id="news">What happened to it since {formatDate(since)}</h2>
              {shown.status === 'published' ? null : <StatusChip state={shown.status} />}
            </div>
            {news.length === 0 ? (
              <p className="muted">Nothing: nobody has changed it, its owner or its properties.</p>
            ) : (
              <Activity org={org} entries={news} />
            )}
          </section>
          <section className="section" aria-labelledby="answer">
            <div className="section-head">
              <h2 id="answer">Your answer</h2>
            </div>
            <Answer shown={shown} errors={failed?.errors} typed={failed?.typed} />
          </section>
        </div>
        <ReviewAside
          owner={owner}
          secondOwner={shown.secondOwner}
          frequency={shown.frequency}
          countsFrom={review.countsFrom}
          dueOn={review.dueOn}
          today={review.today}
          reminders={{ sent: review.remindersSent, last: review.lastRemindedAt }}
          made={shown.made}
          mayMove={review.may.move}
          errors={failed?.errors}
          typed={failed?.typed}
        />
      </div>
    </>
  )
}
