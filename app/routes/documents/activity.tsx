import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Activity } from '#app/components/documents/activity.tsx'
import { Earlier } from '#app/components/ui/earlier.tsx'
import { activityEntry } from '#app/lib/activity.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { numberIn } from '#app/lib/page-number.ts'

const PAGE = 50

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const before = numberIn(new URL(args.request.url).searchParams, 'before')
  const page = { limit: PAGE, before }
  const { audit } = args.context.services
  const { entries, next } = await answer(args.request, audit.ofDocument(actor, args.params.identifier ?? '', page))
  return { org: actor.orgSlug, entries: entries.map(activityEntry), next, later: before !== undefined }
}

export default function DocumentActivity() {
  const { org, entries, next, later } = useLoaderData<typeof loader>()
  return (
    <section className="section narrow-text" aria-label="Activity">
      <Activity org={org} entries={entries} />
      <Earlier later={later} next={next} what="activity" />
    </section>
  )
}
