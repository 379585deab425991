import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ExtendForm, ReplaceForm } from '#app/components/approvals/change-round.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer, attempt, notFound } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember, requirePermission } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import { peopleOf, toRoundView } from '#app/lib/round-view.server.ts'
import { activeStep } from '#app/lib/round-view.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { rolesThatCan } from '#domain/roles.ts'
import { ExtendRound, ReplaceSigner } from '#services/rounds/input.ts'

/** The header leaves its own actions out. */
export const handle: RouteHandle = { asks: true }

/** Beside a person's id the form has the words by which they were searched for. */
const ReplaceFields = z.object(ReplaceSigner.shape)
/** Two forms of one page, so their reasons are called differently. */
const ExtendFields = z.object({ dueDate: ExtendRound.shape.dueDate, because: ExtendRound.shape.reason })

/** The round under way, for whoever may change it. */
async function read(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { document, own, timeZone } = await answer(args.request, documentReads(args, actor).summary())
  requirePermission(args, actor, 'rounds.manage', { own })
  const { rounds } = await answer(args.request, services.rounds.ofDocument(actor, document.id, { limit: 1 }))
  const [round] = rounds
  if (round?.round.status !== 'running') throw notFound()
  return {
    actor,
    services,
    document,
    timeZone,
    round,
    back: paths.documentApproval(actor.orgSlug, document.identifier),
  }
}

export async function loader(args: LoaderFunctionArgs) {
  const { actor, services, timeZone, round, back } = await read(args)
  const view = toRoundView(round, await peopleOf(services, actor, [round]))
  const step = activeStep(view)
  const asked = view.steps.flatMap(({ status, planned, signoffs }) =>
    status === 'waiting' ? planned : signoffs.flatMap((one) => (one.status === 'pending' ? [one.signer] : [])),
  )
  return {
    back,
    signers: asked.filter(({ id }, place) => asked.findIndex((other) => other.id === id) === place),
    offer: await offerPeople(services, actor, { rolesFirst: rolesThatCan('signoffs.be_asked') }),
    dueAt: step ? step.dueAt : view.dueAt,
    today: dateIn(new Date(), timeZone),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, services, round, back } = await read(args)
  const form = await args.request.formData()
  const { id } = round.round
  const done = async (sentence: string) => redirect(back, await withFlash({ tone: 'ok', sentence }))
  if (form.get('intent') === 'extend') {
    const parsed = parseForm(form, ExtendFields)
    if (!parsed.ok) return data(parsed, { status: 422 })
    const { dueDate, because: reason } = parsed.value
    const extended = services.rounds.extend(actor, id, { dueDate, reason })
    const result = await attempt(args.request, form, extended, {
      due_date_past: 'dueDate',
      due_date_not_later: 'dueDate',
    })
    return result.ok
      ? done('Extended. Those who have not decided are notified.')
      : data(result, { status: result.status })
  }
  const parsed = await parseWithPeople(services, actor, form, ReplaceFields, { one: ['by'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const result = await attempt(args.request, form, services.rounds.replaceSigner(actor, id, parsed.value), {
    signer_not_asked: 'signer',
    signer_not_eligible: 'by',
    signer_already_asked: 'by',
    signer_absent: 'by',
    author_cannot_approve: 'by',
  })
  return result.ok ? done('Replaced. Both are notified.') : data(result, { status: result.status })
}

export default function ChangeRound() {
  const { back, signers, offer, dueAt, today } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const extending = failed?.typed.intent === 'extend'
  const of = (mine: boolean) => ({
    errors: mine ? failed?.errors : undefined,
    typed: mine ? failed?.typed : undefined,
    cancel: back,
  })
  return (
    <>
      <ReplaceForm {...{ signers, offer }} {...of(!extending)} />
      {dueAt === null ? null : <ExtendForm {...{ dueAt, today }} {...of(extending)} />}
    </>
  )
}
