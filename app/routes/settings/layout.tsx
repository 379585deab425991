import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#domain/paths.ts'
import { meets, type Needs } from '#domain/roles.ts'

const PAGES: { page: string; label: string; needs: Needs }[] = [
  { page: 'members', label: 'Members', needs: { capability: 'members.read' } },
  { page: 'groups', label: 'Groups', needs: { capability: 'members.read' } },
  { page: 'departments', label: 'Departments', needs: { capability: 'members.read' } },
  { page: 'organization', label: 'Organization', needs: { capability: 'settings.manage' } },
  { page: 'approval-definitions', label: 'Approvals', needs: { capability: 'approval_definitions.manage' } },
  { page: 'holidays', label: 'Holidays', needs: { capability: 'settings.manage' } },
  { page: 'api-keys', label: 'API keys', needs: { capability: 'settings.manage' } },
  { page: 'notification-defaults', label: 'Mails', needs: { capability: 'settings.manage' } },
  { page: 'deliveries', label: 'Deliveries', needs: { capability: 'settings.manage' } },
  { page: 'profile', label: 'Your profile', needs: {} },
  { page: 'notifications', label: 'Your notifications', needs: {} },
  { page: 'out-of-office', label: 'Out of office', needs: {} },
  { page: 'security', label: 'Your sign-in', needs: {} },
]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const mine = PAGES.filter(({ needs }) => meets(actor, needs))
  return { tabs: mine.map(({ page, label }) => ({ label, to: paths.settings(actor.orgSlug, page) })) }
}

export default function Settings() {
  const { tabs } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const isCurrent = (to: string) => pathname === to || pathname.startsWith(`${to}/`)
  return (
    <>
      <PageHeader title="Settings">
        <Tabs label="Settings" tabs={tabs.map((tab) => ({ ...tab, current: isCurrent(tab.to) }))} />
      </PageHeader>
      <Outlet />
    </>
  )
}

export const ErrorBoundary = () => <ErrorPage within="shell" />
