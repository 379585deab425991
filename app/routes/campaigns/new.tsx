import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ChooseDocument } from '#app/components/campaigns/choose-document.tsx'
import { LaunchFields } from '#app/components/campaigns/launch-fields.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { audiencePlaces } from '#app/lib/audience-places.server.ts'
import { LaunchForm, PreviewForm } from '#app/lib/campaign-forms.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { placeOf } from '#app/lib/page-number.ts'
import { chosenPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { CAMPAIGN_DEFAULTS } from '#domain/campaigns/campaign.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'New campaign · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'campaigns.manage' }, asks: true }

const documentIn = (request: Request): string => new URL(request.url).searchParams.get('document')?.trim() ?? ''

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = documentIn(args.request)
  const { timeZone } = await services.organizations.get(actor)
  const today = dateIn(new Date(), timeZone)
  const summary = reference === '' ? null : await answer(args.request, services.documents.get(actor, reference))
  return {
    org: actor.orgSlug,
    tomorrow: addDays(today, 1),
    due: addDays(today, CAMPAIGN_DEFAULTS.daysToRead),
    places: await audiencePlaces(args, actor),
    document: summary && {
      identifier: summary.document.identifier,
      title: summary.document.effectiveTitle ?? summary.document.title,
      inEffect: summary.document.inEffect,
      label: summary.label ? `${summary.label.major}.${summary.label.minor}` : null,
    },
  }
}

/** Shows exactly whom it would ask, or launches it. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = documentIn(args.request)
  const form = await args.request.formData()
  const shown = form.get('preview')
  form.delete('preview')
  const refused = async <T extends object>(why: T, status: number) =>
    data({ ...why, chosen: await chosenPeople(services, actor, form.getAll('people')), preview: null }, { status })
  if (typeof shown === 'string') {
    const parsed = await parseWithPeople(services, actor, form, PreviewForm, { many: ['people'] })
    if (!parsed.ok) return refused(parsed, 422)
    const asked = { page: Number(shown) || 1 }
    const found = await attempt(args.request, form, services.campaigns.preview(actor, reference, parsed.value, asked))
    if (!found.ok) return refused(found, found.status)
    return data({
      ok: true as const,
      errors: undefined,
      typed: typedOf(form),
      chosen: await chosenPeople(services, actor, form.getAll('people')),
      preview: { ...placeOf(found.value), rows: found.value.rows },
    })
  }
  const parsed = await parseWithPeople(services, actor, form, LaunchForm, { many: ['people'] })
  if (!parsed.ok) return refused(parsed, 422)
  const launched = await attempt(args.request, form, services.campaigns.launch(actor, reference, parsed.value), {
    audience_empty: 'audience',
    campaign_date_past: 'dueDate',
    campaign_ends_too_early: 'closeDate',
  })
  if (!launched.ok) return refused(launched, launched.status)
  const sentence = 'Launched. People are being asked.'
  return redirect(paths.campaign(actor.orgSlug, launched.value.id), await withFlash({ tone: 'ok', sentence }))
}

/** What was typed, so that it survives the preview. */
const typedOf = (form: FormData): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name).map(String)
      return [name, values.length === 1 && !name.endsWith('[]') ? (values[0] ?? '') : values]
    }),
  )

export default function NewCampaign() {
  const { org, document, ...dates } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <div className="narrow">
      <PageHeader
        crumbs={[{ label: 'Campaigns', to: paths.campaigns(org) }, { label: 'New campaign' }]}
        title={document ? `Ask people to accept ${document.title}` : 'New campaign'}
      />
      {document ? (
        <LaunchFields
          org={org}
          document={document}
          {...dates}
          chosen={failed?.chosen ?? []}
          errors={failed?.errors}
          typed={failed?.typed}
          preview={failed?.preview ?? null}
        />
      ) : (
        <ChooseDocument />
      )}
    </div>
  )
}
