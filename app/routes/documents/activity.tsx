import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Activity } from '#app/components/documents/activity.tsx'
import { buttonClass } from '#app/components/ui/button.tsx'
import { tellEntry } from '#app/lib/activity.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'

const PAGE = 50

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const before = Number(new URL(args.request.url).searchParams.get('before')) || undefined
  const page = { limit: PAGE, before }
  const { audit } = args.context.services
  const { entries, next } = await answer(args.request, audit.ofDocument(actor, args.params.identifier ?? '', page))
  return { org: actor.orgSlug, entries: entries.map(tellEntry), next, later: before !== undefined }
}

export default function DocumentActivity() {
  const { org, entries, next, later } = useLoaderData<typeof loader>()
  return (
    <section className="section narrow-text" aria-label="Activity">
      <Activity org={org} entries={entries} />
      <p className="row">
        {later ? (
          <Link className={buttonClass({ size: 'small' })} to="?">
            Newest
          </Link>
        ) : null}
        {next === null ? null : (
          <Link className={buttonClass({ size: 'small' })} to={`?before=${next}`}>
            Earlier entries
          </Link>
        )}
      </p>
    </section>
  )
}
