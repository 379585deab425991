import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Versions of ${page?.name ?? 'an approval definition'} · Accord` },
]

export const handle: RouteHandle = { needs: { capability: 'approval_definitions.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const id = args.params.definition ?? ''
  const service = args.context.services.approvalDefinitions
  const { name } = await answer(args.request, service.get(actor, id))
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, service.versions(actor, id, { page }))
  return {
    org: actor.orgSlug,
    id,
    name,
    list: placeOf(found),
    versions: found.versions.map(({ definition, running, changes }) => ({
      id: definition.id,
      version: definition.version,
      name: definition.name,
      createdAt: definition.createdAt.toISOString(),
      running,
      changes,
    })),
  }
}

type Version = ReturnType<typeof useLoaderData<typeof loader>>['versions'][number]

export default function DefinitionVersions() {
  const { org, id, name, list, versions } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Approval definitions', to: paths.approvalDefinitions(org) },
          { label: name, to: paths.approvalDefinition(org, id) },
          { label: 'Versions' },
        ]}
        title="Versions"
        sub={name}
      />
      <ol className="definition-versions">
        {versions.map((version) => (
          <li key={version.id} className="card">
            <div className="card-head">
              <h2>
                <Link to={paths.approvalDefinition(org, version.id)}>Version {version.version}</Link>
              </h2>
              <span className="muted fs13">
                {version.name}, <Time at={version.createdAt} style="date" />
              </span>
              {version.running > 0 ? (
                <span className="chip chip-in_review">{countOf(version.running, 'running round')}</span>
              ) : null}
            </div>
            <div className="card-pad">
              <Changes changes={version.changes} />
            </div>
          </li>
        ))}
      </ol>
      <Pages name="page" rows={versions.length} list={list} />
    </>
  )
}

/** In what a version differs from the one before. */
function Changes({ changes }: { changes: Version['changes'] }) {
  if (changes === null) return <p className="muted">The first version.</p>
  if (changes.length === 0) return <p className="muted">The steps are as before.</p>
  return (
    <dl className="definition-changes">
      {changes.map(({ step, what, before, after }) => (
        <div key={`${step}/${what}`}>
          <dt>
            {step}, {what.toLowerCase()}
          </dt>
          <dd>
            {before === null ? null : <del>{before}</del>} {after === null ? null : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
