import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { FeedCard } from '#app/components/reviews/feed-card.tsx'
import { NewAddress } from '#app/components/reviews/new-address.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { CALENDAR_FEED_KINDS } from '#domain/calendar-feeds/feed.ts'
import { paths } from '#domain/paths.ts'
import { MakeCalendarFeed } from '#services/calendar-feeds/input.ts'

export const meta: MetaFunction = () => [{ title: 'Calendar feeds · Accord' }]

const MakeForm = z.object({ make: MakeCalendarFeed.shape.kind })

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const feeds = await args.context.services.calendarFeeds.list(actor)
  return {
    org: actor.orgSlug,
    feeds: CALENDAR_FEED_KINDS.map((kind) => {
      const feed = feeds.find((each) => each.kind === kind)
      if (!feed) return { kind, feed: null }
      const { id, createdAt, lastReadAt } = feed
      return {
        kind,
        feed: { id, createdAt: createdAt.toISOString(), lastReadAt: lastReadAt?.toISOString() ?? null },
      }
    }),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { calendarFeeds } = args.context.services
  const form = await args.request.formData()
  const revoked = form.get('revoke')
  if (typeof revoked === 'string') {
    const result = await attempt(args.request, form, calendarFeeds.revoke(actor, revoked))
    if (!result.ok) return data({ ...result, made: null }, { status: result.status })
    const sentence = 'The address is revoked. Calendars that use it get nothing more.'
    throw redirect(paths.calendarFeeds(actor.orgSlug), await withFlash({ tone: 'ok', sentence }))
  }
  const renewed = form.get('renew')
  if (typeof renewed === 'string') {
    const result = await attempt(args.request, form, calendarFeeds.renew(actor, renewed))
    if (!result.ok) return data({ ...result, made: null }, { status: result.status })
    return data({ ok: true as const, made: result.value })
  }
  const parsed = parseForm(form, MakeForm)
  if (!parsed.ok) return data({ ...parsed, made: null }, { status: 422 })
  const result = await attempt(args.request, form, calendarFeeds.make(actor, { kind: parsed.value.make }))
  if (!result.ok) return data({ ...result, made: null }, { status: result.status })
  return data({ ok: true as const, made: result.value })
}

export default function CalendarFeeds() {
  const { org, feeds } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Reviews', to: paths.reviews(org) }, { label: 'Calendar feeds' }]}
        title="Calendar feeds"
      >
        <p className="page-sub">Days on which reviews are due, in Google, Outlook or Apple Calendar.</p>
      </PageHeader>
      {result?.ok === false ? <FormErrorSummary errors={result.errors} labels={{}} /> : null}
      {result?.made ? <NewAddress {...result.made} key={result.made.address} /> : null}
      <div className="feeds">
        {feeds.map(({ kind, feed }) => (
          <FeedCard key={kind} kind={kind} feed={feed} />
        ))}
      </div>
    </>
  )
}
