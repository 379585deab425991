import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { StandingFields } from '#app/components/campaigns/standing-fields.tsx'
import { audiencePlaces } from '#app/lib/audience-places.server.ts'
import { audienceTyped, StandingForm } from '#app/lib/campaign-forms.ts'
import { answer, attempt, malformed } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { chosenPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { namedInAudience } from '#domain/audiences/audience.ts'
import { paths } from '#domain/paths.ts'

/** The header leaves its own actions out. */
export const handle: RouteHandle = { needs: { capability: 'campaigns.manage' }, asks: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { document } = await answer(args.request, services.documents.get(actor, args.params.identifier ?? ''))
  const rule = await answer(args.request, services.campaigns.rule(actor, document.id))
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    people: rule?.people ?? null,
    places: await audiencePlaces(args, actor),
    chosen: rule ? await chosenPeople(services, actor, namedInAudience(rule.audience).membershipIds) : [],
    before: rule
      ? {
          ...audienceTyped(rule.audience),
          asksOn: rule.asksOn,
          daysToRead: String(rule.daysToRead),
          statement: rule.statement,
          readsToEnd: rule.readsToEnd ? 'on' : '',
          evergreen: rule.evergreen ? 'on' : '',
        }
      : undefined,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  const command = form.get('command')
  form.delete('command')
  const refused = async <T extends object>(why: T, status: number) =>
    data({ ...why, chosen: await chosenPeople(services, actor, form.getAll('people')) }, { status })
  if (command === 'remove') {
    const removed = await attempt(args.request, form, services.campaigns.removeRule(actor, reference))
    if (!removed.ok) return refused(removed, removed.status)
    const sentence = 'New versions ask nobody to accept them.'
    return redirect(paths.document(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
  }
  if (command !== 'set') throw malformed()
  const parsed = await parseWithPeople(services, actor, form, StandingForm, { many: ['people'] })
  if (!parsed.ok) return refused(parsed, 422)
  const set = await attempt(args.request, form, services.campaigns.setRule(actor, reference, parsed.value), {
    audience_empty: 'audience',
  })
  if (!set.ok) return refused(set, set.status)
  const sentence = 'Saved. Publishing a new version asks them to accept it.'
  return redirect(paths.documentAcknowledgment(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Acknowledgment() {
  const { before, chosen, ...page } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <StandingFields
      {...page}
      chosen={failed?.chosen ?? chosen}
      errors={failed?.errors}
      typed={failed?.typed ?? before}
    />
  )
}
