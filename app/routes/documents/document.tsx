import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation, useMatches } from '@remix-run/react'
import { FailureNote } from '#app/components/approvals/failure-note.tsx'
import { primaryAndMenu } from '#app/components/documents/document-actions.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PlannedChip, ReviewChip, StatusChip } from '#app/components/ui/status.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { readDocumentPage } from '#app/lib/document-page.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { nounOf } from '#app/lib/nouns.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { shownState } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.document.identifier} ${data.document.title} · Accord` : 'Document · Accord' },
]

export const handle: RouteHandle = {
  topics: ['documents', 'approval_rounds', 'signoffs', 'publications', 'renditions', 'process_failures'],
  ofDocument: true,
}

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  return answer(args.request, readDocumentPage(args, actor))
}

export default function DocumentLayout() {
  const { org, document, readsDrafts, facts, versions, round, mayRetry, compare } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const { identifier } = document
  // A page that asks something has a primary button of its own.
  const asks = useMatches().some(({ handle }) => (handle as RouteHandle | undefined)?.asks === true)
  const noun = nounOf(document.kind)
  const { primary, menu } = primaryAndMenu({ org, identifier, facts, compare })
  const listAt =
    document.kind === 'policy'
      ? paths.policies(org)
      : document.kind === 'procedure'
        ? paths.procedures(org)
        : paths.documents(org)
  const at = (to: string) => pathname === to
  const tab = (label: string, to: string, count?: string | number) => ({ label, to, count, current: at(to) })
  const category = CATEGORIES[document.category as Category]?.label ?? document.category
  return (
    <>
      <PageHeader
        crumbs={[
          { label: noun.title, to: listAt },
          { label: category, to: `${listAt}?category=${document.category}` },
          { label: identifier },
        ]}
        title={document.title}
        chip={
          <>
            {facts.planned ? (
              <PlannedChip day={facts.planned} />
            ) : (
              <StatusChip state={shownState(document.status, { readsDrafts })} />
            )}
            {facts.reviewDue ? <ReviewChip day={facts.reviewDue} /> : null}
          </>
        }
        primary={asks ? null : primary}
        menu={asks ? null : menu}
      >
        <Tabs
          label="Document"
          tabs={[
            tab('Document', paths.document(org, identifier)),
            {
              ...tab('Versions', paths.documentVersions(org, identifier), versions),
              current: pathname.includes('/versions'),
            },
            ...(round ? [tab('Approval', paths.documentApproval(org, identifier), round.progress)] : []),
            ...(compare ? [tab('Compare', paths.documentCompare(org, identifier))] : []),
            tab('Activity', paths.documentActivity(org, identifier)),
          ]}
        />
      </PageHeader>
      {round?.failure ? <FailureNote {...{ org, identifier, failure: round.failure, mayRetry }} /> : null}
      <Outlet />
    </>
  )
}

export const ErrorBoundary = () => <ErrorPage within="shell" />
