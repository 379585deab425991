import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Pages } from '#app/components/ui/pages.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { checkbox, text } from '#app/lib/form-fields.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember, requirePermission } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { rolesThatCan } from '#domain/roles.ts'
import { EnterAbsence } from '#services/absences/input.ts'
import { AbsenceForm } from './absence-form.tsx'
import { AbsenceTable } from './absence-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Out of office · Accord' }]

/** The form as text; the schema of the service says what is wrong with it. */
const Fields = z.object({ fromDay: text, untilDay: text, delegateId: text, handOver: checkbox })
const AbsenceFields = z.preprocess((form) => Fields.parse(form), EnterAbsence)

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** Whose absences the address asks for: one's own, or as an admin anybody's. */
function memberIn(args: Args, actor: Actor): string {
  const { member } = args.params
  if (member !== undefined && member !== actor.membershipId) requirePermission(args, actor, 'members.manage')
  return member ?? actor.membershipId ?? ''
}

const here = ({ params }: Args, { orgSlug }: Actor) => paths.absences(orgSlug, params.member)

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, services.absences.list(actor, memberIn(args, actor), { page }))
  const { timeZone } = await services.organizations.get(actor)
  return {
    mine: found.member.id === actor.membershipId,
    member: { id: found.member.id, name: found.member.name },
    offer: await offerPeople(services, actor, { rolesFirst: rolesThatCan('signoffs.be_asked') }),
    today: dateIn(new Date(), timeZone),
    list: placeOf(found),
    absences: found.absences.map(({ absence: { id, fromDay, untilDay }, delegateName }) => ({
      id,
      fromDay,
      untilDay,
      delegateName,
    })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const form = await args.request.formData()
  const member = memberIn(args, actor)
  const done = async (sentence: string) => redirect(here(args, actor), await withFlash({ tone: 'ok', sentence }))
  const canceled = form.get('cancel')
  if (typeof canceled === 'string') {
    const result = await attempt(args.request, form, services.absences.cancel(actor, canceled))
    if (!result.ok) return data(result, { status: result.status })
    throw await done('Taken back. Requests come as usual.')
  }
  const parsed = await parseWithPeople(services, actor, form, AbsenceFields, { one: ['delegateId'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const result = await attempt(args.request, form, services.absences.enter(actor, member, parsed.value), {
    absence_past: 'untilDay',
    absence_overlaps: 'fromDay',
    absence_circle: 'delegateId',
    signer_not_eligible: 'delegateId',
  })
  if (!result.ok) return data(result, { status: result.status })
  const { delegateName, handedOver } = result.value
  const passedOn = handedOver > 0 ? ` ${countOf(handedOver, 'request')} went to ${delegateName} now.` : ''
  throw await done(`Entered. ${delegateName} is asked to sign meanwhile.${passedOn}`)
}

export default function Absences() {
  const { mine, member, offer, today, list, absences } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{mine ? 'Out of office' : `${member.name} out of office`}</h2>
        </div>
        <AbsenceTable absences={absences} today={today} mine={mine} />
        <Pages name="page" rows={absences.length} list={list} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>New absence</h2>
        </div>
        <AbsenceForm
          key={list.total}
          {...{ mine, member, offer, today }}
          errors={failed?.errors}
          typed={failed?.typed}
        />
      </section>
    </>
  )
}
