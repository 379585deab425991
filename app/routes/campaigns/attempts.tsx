import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Attempts · Accord' }]

export const handle: RouteHandle = { asks: true }

const GrantForm = z.object({ membershipId: z.uuid('Choose one from the list') })

/** Those who have used up their attempts, for their manager and whoever runs campaigns. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { searchParams } = new URL(args.request.url)
  const { document, questions, page } = await answer(
    args.request,
    args.context.services.checks.usedUp(actor, args.params.campaign ?? '', { page: pageIn(searchParams, 'page') }),
  )
  const labels = new Map(questions.map(({ id, passage }) => [id, passage.label]))
  return {
    title: document.title,
    place: placeOf(page),
    rows: page.rows.map(({ membershipId, name, missed, made }) => ({
      membershipId,
      name,
      made,
      missed: missed.map((id) => labels.get(id) ?? ''),
    })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const id = args.params.campaign ?? ''
  const form = await args.request.formData()
  const parsed = parseForm(form, GrantForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const granted = await attempt(args.request, form, args.context.services.checks.grant(actor, id, parsed.value))
  if (!granted.ok) return data(granted, { status: granted.status })
  const sentence = `${granted.value} can answer once more.`
  // Nobody may be left on the list, which then is none of a manager's any more.
  return redirect(paths.home(actor.orgSlug), await withFlash({ tone: 'ok', sentence }))
}

export default function Attempts() {
  const { title, place, rows } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const [error] = Object.values(failed?.errors ?? {})
  return (
    <div className="narrow">
      <PageHeader
        title={`Attempts at ${title}`}
        sub={`${countOf(place.total, 'person has', 'people have')} none left`}
      />
      {error ? <Note tone="danger">{error}</Note> : null}
      <ul className="to-read gap-t">
        {rows.map(({ membershipId, name, missed, made }) => (
          <li key={membershipId}>
            <h3>{name}</h3>
            <p className="muted">
              {countOf(made, 'attempt')}. Missed last: {missed.join(', ')}
            </p>
            <Form method="post">
              <input type="hidden" name="membershipId" value={membershipId} />
              <StatusButton kind="secondary" working="Granting…">
                Grant another attempt
              </StatusButton>
            </Form>
          </li>
        ))}
      </ul>
      <Pages name="page" rows={rows.length} list={place} />
    </div>
  )
}
