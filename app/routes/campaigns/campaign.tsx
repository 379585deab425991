import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CampaignPage } from '#app/components/campaigns/campaign-page.tsx'
import { activityEntry } from '#app/lib/activity.ts'
import { runCampaignCommand } from '#app/lib/campaign-commands.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { searchOnly } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { READER_STATES } from '#domain/campaigns/campaign.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.document.title} · Campaign · Accord` : 'Campaign · Accord' },
]

export const handle: RouteHandle = { needs: { capability: 'campaigns.read' }, topics: ['campaigns'] }

const SHOWN = [...READER_STATES, 'late'] as const
const LOG = 8

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const id = args.params.campaign ?? ''
  const { searchParams } = new URL(args.request.url)
  const show = SHOWN.find((one) => one === searchParams.get('show')) ?? null
  const { campaign, document, label, launchedByName, progress, byDepartment, failed } = await answer(
    args.request,
    services.campaigns.get(actor, id),
  )
  const people = await answer(
    args.request,
    services.campaigns.people(actor, id, show, { page: pageIn(searchParams, 'page') }),
  )
  const check = await answer(args.request, services.checks.misread(actor, id))
  const log = await answer(args.request, services.campaigns.log(actor, id, LOG))
  const { timeZone } = await services.organizations.get(actor)
  return {
    org: actor.orgSlug,
    document: { identifier: document.identifier, title: document.title, status: document.status },
    check,
    mayRevise: can(actor, 'documents.revise'),
    label,
    launchedBy: launchedByName,
    progress,
    byDepartment,
    failed,
    show,
    mayManage: can(actor, 'campaigns.manage') && campaign.status !== 'closed',
    offer: searchOnly(actor),
    tomorrow: addDays(dateIn(new Date(), timeZone), 1),
    campaign: {
      id: campaign.id,
      status: campaign.status,
      ending: campaign.ending,
      closeReason: campaign.closeReason,
      statement: campaign.statement,
      evergreen: campaign.evergreen,
      recurrence: campaign.recurrence,
      repeatOn: campaign.repeatOn,
      repeatMonths: campaign.repeatMonths,
      remindEvery: campaign.remindEvery,
      escalateAfter: campaign.escalateAfter,
      launchedAt: campaign.launchedAt.toISOString(),
      dueAt: campaign.dueAt.toISOString(),
      dueDate: dateIn(campaign.dueAt, timeZone),
      closesAt: campaign.closesAt?.toISOString() ?? null,
      closedAt: campaign.closedAt?.toISOString() ?? null,
    },
    people: {
      place: placeOf(people),
      rows: people.rows.map(({ recipient, name, positionTitle, managerName }) => ({
        id: recipient.membershipId,
        name,
        position: positionTitle,
        manager: managerName,
        turn: recipient.turn,
        dueAt: recipient.dueAt.toISOString(),
        openedAt: recipient.openedAt?.toISOString() ?? null,
        completedAt: recipient.completedAt?.toISOString() ?? null,
        leftAt: recipient.leftAt?.toISOString() ?? null,
        escalatedAt: recipient.escalatedAt?.toISOString() ?? null,
        reminders: recipient.reminders,
      })),
    },
    log: log.map((row) => activityEntry(row)),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const id = args.params.campaign ?? ''
  const form = await args.request.formData()
  const done = await runCampaignCommand(args, actor, id, form)
  if (!done.ok) return data(done, { status: done.status })
  return redirect(paths.campaign(actor.orgSlug, id), await withFlash({ tone: 'ok', sentence: done.value }))
}

export default function Campaign() {
  const page = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <CampaignPage {...page} errors={failed?.errors} typed={failed?.typed} />
}
