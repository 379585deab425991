import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { Activity } from '#app/components/documents/activity.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Figures } from '#app/components/ui/figures.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Time, useNow } from '#app/components/ui/time.tsx'
import { Binding } from '#app/components/work/binding.tsx'
import { FirstStepsCard } from '#app/components/work/first-steps.tsx'
import { homeFigures } from '#app/components/work/home-figures.ts'
import { LateTable } from '#app/components/work/late-table.tsx'
import { NeedsYou } from '#app/components/work/needs-you.tsx'
import { Upcoming } from '#app/components/work/upcoming.tsx'
import { answer } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { readHome } from '#app/lib/home.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

export const meta: MetaFunction = () => [{ title: 'Home · Accord' }]

export const handle: RouteHandle = { topics: ['documents', 'approval_rounds', 'signoffs', 'publications'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const home = await answer(args.request, readHome(args.context.services, actor, new Date()))
  return {
    ...home,
    org: actor.orgSlug,
    me: actor.membershipId ?? '',
    mayCreate: can(actor, 'documents.create'),
  }
}

/** Hides the first steps. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  await answer(args.request, args.context.services.organizations.hideFirstSteps(actor))
  const sentence = 'The first steps are hidden.'
  return redirect(paths.home(actor.orgSlug), await withFlash({ tone: 'ok', sentence }))
}

export default function Home() {
  const { org, me, mayCreate, figures, inbox, late, binding, upcoming, activity, firstSteps } =
    useLoaderData<typeof loader>()
  const now = useNow()
  const needs = (
    <NeedsYou org={org} items={inbox.first} total={inbox.total} kinds={inbox.kinds.map(({ kind }) => kind)} />
  )
  return (
    <>
      <PageHeader
        title="Home"
        sub={<Time at={now} style="long" />}
        inline
        primary={
          mayCreate ? (
            <Button as={Link} to={paths.newDocument(org, 'policy')} kind="primary" icon={Plus}>
              New policy
            </Button>
          ) : null
        }
      />
      <div className="gap-t-sm">
        <Figures label="Today in figures" figures={homeFigures({ org, figures, inbox, reader: binding !== null })} />
      </div>
      {firstSteps ? <FirstStepsCard org={org} me={me} steps={firstSteps} /> : null}
      {binding ? (
        <div className="cols cols-one">
          <div>
            {inbox.total > 0 ? needs : null}
            <Binding org={org} texts={binding} />
            {inbox.total > 0 ? null : needs}
          </div>
        </div>
      ) : (
        <div className="cols">
          <div>
            {needs}
            <LateTable org={org} rows={late ?? []} total={figures.reviewsOverdue} />
          </div>
          <div>
            <Upcoming org={org} items={upcoming} />
          </div>
        </div>
      )}
      {activity.length > 0 ? (
        <section className="card gap-t-lg" aria-labelledby="changed">
          <div className="card-head">
            <h2 id="changed">What changed</h2>
            <Link to={paths.audit(org)}>All activity</Link>
          </div>
          <div className="recent">
            <Activity org={org} entries={activity} />
          </div>
        </section>
      ) : null}
    </>
  )
}
