import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { DeliveryTable } from '#app/components/notifications/delivery-table.tsx'
import { StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { Segments } from '#app/components/ui/tabs.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { many } from '#app/lib/form-fields.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { DELIVERY_SHELVES, type DeliveryShelf } from '#domain/notifications/delivery.ts'
import { paths } from '#domain/paths.ts'
import type { WhichDeliveries } from '#services/notifications/input.ts'

export const meta: MetaFunction = () => [{ title: 'Deliveries · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'settings.manage' } }

const SHELF_LABELS: Record<DeliveryShelf, string> = {
  failed: 'Failed',
  waiting: 'Waiting',
  sent: 'Sent',
  skipped: 'Not sent',
}
const SHELVES = Object.keys(DELIVERY_SHELVES) as DeliveryShelf[]
const shelfIn = (url: string): DeliveryShelf =>
  SHELVES.find((shelf) => shelf === new URL(url).searchParams.get('show')) ?? 'failed'

/** "All" names none. */
const Command = z.object({
  command: z.enum(['resend', 'discard', 'resend-all']),
  ids: many,
})

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const shelf = shelfIn(args.request.url)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, args.context.services.deliveries.list(actor, shelf, { page }))
  const here = paths.settings(actor.orgSlug, 'deliveries')
  return {
    shelf,
    shelves: SHELVES.map((name) => ({
      label: SHELF_LABELS[name],
      to: `${here}?show=${name}`,
      current: name === shelf,
    })),
    list: placeOf(found),
    deliveries: found.deliveries.map(({ id, title, receiver, status, skipReason, attempts, failure, ...times }) => ({
      id,
      title,
      receiver: receiver.name,
      status,
      skipReason,
      attempts,
      failure,
      nextAttemptAt: times.nextAttemptAt?.toISOString() ?? null,
      sentAt: times.sentAt?.toISOString() ?? null,
      writtenAt: times.writtenAt.toISOString(),
    })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { deliveries } = args.context.services
  const form = await args.request.formData()
  const parsed = parseForm(form, Command)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { command, ids } = parsed.value
  const which: WhichDeliveries = command === 'resend-all' ? {} : { ids }
  const done = command === 'discard' ? deliveries.discard(actor, which) : deliveries.resend(actor, which)
  const result = await attempt(args.request, form, done)
  if (!result.ok) return data(result, { status: result.status })
  const messages = countOf(result.value, 'message')
  const sentence = command === 'discard' ? `${messages} discarded.` : `${messages} on the way again.`
  throw redirect(paths.settings(actor.orgSlug, 'deliveries'), await withFlash({ tone: 'ok', sentence }))
}

export default function Deliveries() {
  const { shelf, shelves, list, deliveries } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const isActive = shelf === 'failed' && deliveries.length > 0
  return (
    <section className="section">
      <div className="section-head">
        <h2>Deliveries</h2>
        <span className="muted">Mails of notifications, the newest first</span>
      </div>
      <Segments label="Show" items={shelves} />
      <Form method="post">
        <FormErrorSummary errors={failed?.errors} labels={{ ids: 'Messages' }} />
        <DeliveryTable shelf={shelf} deliveries={deliveries} />
        {isActive ? (
          <div className="form-foot delivery-commands">
            <StatusButton name="command" value="resend" working="Sending…">
              Resend selected
            </StatusButton>
            <StatusButton kind="secondary" name="command" value="resend-all" working="Sending…">
              Resend all
            </StatusButton>
            <StatusButton kind="danger" name="command" value="discard" working="Discarding…">
              Discard selected
            </StatusButton>
          </div>
        ) : null}
      </Form>
      <Pages name="page" rows={deliveries.length} list={list} />
    </section>
  )
}
