import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PreferenceTables } from '#app/components/notifications/preference-tables.tsx'
import { StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { mailsIn } from '#app/lib/preference-form.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'
import { ChangeDefaults } from '#services/notifications/input.ts'

export const meta: MetaFunction = () => [{ title: 'Notifications by default · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'settings.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  return { kinds: await answer(args.request, args.context.services.notificationPreferences.defaults(actor)) }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(
    form,
    z.preprocess((sent) => ({ kinds: mailsIn(z.record(z.string(), z.unknown()).parse(sent)) }), ChangeDefaults),
  )
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = args.context.services.notificationPreferences.changeDefaults(actor, parsed.value)
  const result = await attempt(args.request, form, changed)
  if (!result.ok) return data(result, { status: result.status })
  const saved = await withFlash({ tone: 'ok', sentence: 'Saved.' })
  throw redirect(paths.settings(actor.orgSlug, 'notification-defaults'), saved)
}

export default function NotificationDefaults() {
  const { kinds } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <section className="section">
      <div className="section-head">
        <h2>Mails by default</h2>
        <span className="muted">For members who chose nothing else</span>
      </div>
      <Form method="post" className="form form-wide" noValidate>
        <FormErrorSummary errors={failed?.errors} labels={{ mail: 'Mail' }} />
        <PreferenceTables of="organization" kinds={kinds} typed={failed?.typed} />
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
        </div>
      </Form>
    </section>
  )
}
