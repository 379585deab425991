import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Megaphone } from 'lucide-react'
import { CampaignTable } from '#app/components/campaigns/campaign-table.tsx'
import { Button, buttonClass } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import type { CampaignStatus } from '#domain/campaigns/campaign.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

export const meta: MetaFunction = () => [{ title: 'Campaigns · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'campaigns.read' }, topics: ['campaigns'] }

const OPEN: CampaignStatus[] = ['launching', 'open']

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { searchParams } = new URL(args.request.url)
  const closed = searchParams.get('show') === 'closed'
  const list = await answer(
    args.request,
    args.context.services.campaigns.list(
      actor,
      { statuses: closed ? ['closed'] : OPEN },
      { page: pageIn(searchParams, 'page') },
    ),
  )
  return {
    org: actor.orgSlug,
    closed,
    mayManage: can(actor, 'campaigns.manage'),
    place: placeOf(list),
    rows: list.rows.map(({ campaign, document, label, asked, accepted }) => ({
      id: campaign.id,
      title: document.title,
      identifier: document.identifier,
      label,
      asked,
      accepted,
      dueAt: campaign.dueAt.toISOString(),
      launching: campaign.status === 'launching',
      closedAt: campaign.closedAt?.toISOString() ?? null,
      staysOpen: campaign.closesAt === null,
    })),
  }
}

export default function Campaigns() {
  const { org, closed, mayManage, place, rows } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Campaigns"
        sub="Who has read and accepted what"
        inline
        primary={
          mayManage ? (
            <Button as={Link} kind="primary" icon={Megaphone} to={paths.newCampaign(org)}>
              New campaign
            </Button>
          ) : undefined
        }
      >
        <Tabs
          label="Campaigns"
          tabs={[
            { label: 'Open', to: paths.campaigns(org), current: !closed },
            { label: 'Closed', to: paths.campaigns(org, 'closed'), current: closed },
          ]}
        />
      </PageHeader>
      {rows.length === 0 ? (
        <Empty icon={Megaphone} title={closed ? 'No campaign has closed yet' : 'No campaign is open'}>
          <p>A campaign asks people to read a document in effect and to accept it, and reminds them until they have.</p>
          {mayManage ? (
            <Link className={buttonClass()} to={paths.newCampaign(org)}>
              New campaign
            </Link>
          ) : null}
        </Empty>
      ) : (
        <>
          <CampaignTable org={org} rows={rows} />
          <Pages name="page" rows={rows.length} list={place} />
        </>
      )}
    </>
  )
}
