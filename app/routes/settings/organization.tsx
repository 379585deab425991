import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Checkbox, ChoiceGroup, Select, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { checkbox, checkedDays } from '#app/lib/form-fields.ts'
import { parseForm, typedChoices, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import { paths } from '#domain/paths.ts'
import { COUNTS_FROM } from '#domain/reviews/rhythm.ts'
import { personName, reviewRhythm, timeZone } from '#services/members/input.ts'
import { DayBoxes } from './day-boxes.tsx'
import { ReviewFields } from './review-fields.tsx'
import { rhythmIn } from './review-rhythm.ts'

export const meta: MetaFunction = () => [{ title: 'Organization · Accord' }]

const Fields = z.object({
  name: personName,
  timeZone,
  workingDays: checkedDays,
  authorsMayApprove: checkbox,
  reviewsCountFrom: z.enum(COUNTS_FROM),
  reviewRhythm,
})
const OrganizationForm = z.preprocess((form) => ({ ...Object(form), reviewRhythm: rhythmIn(form) }), Fields)

export const handle: RouteHandle = { needs: { capability: 'settings.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const organization = await answer(args.request, args.context.services.organizations.get(actor))
  return { organization, zones: timeZones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })) }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, OrganizationForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = args.context.services.organizations.change(actor, parsed.value)
  const result = await attempt(args.request, form, changed)
  if (!result.ok) return data(result, { status: result.status })
  const saved = await withFlash({ tone: 'ok', sentence: 'Saved.' })
  throw redirect(paths.settings(actor.orgSlug, 'organization'), saved)
}

export default function Organization() {
  const { organization, zones } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const errors = failed?.errors
  return (
    <section className="section">
      <div className="section-head">
        <h2>Organization</h2>
      </div>
      <Form method="post" className="form" noValidate>
        <FormErrorSummary
          errors={errors}
          labels={{
            name: 'Name',
            timeZone: 'Time zone',
            workingDays: 'Working days',
            daysBefore: 'Reminders',
            overdueEveryDays: 'Reminders once overdue',
          }}
        />
        <TextField
          name="name"
          label="Name"
          required
          help={`Its address /${organization.slug} stays, since links in mails depend on it.`}
          defaultValue={typedValue(failed?.typed, 'name', organization.name)}
          error={errors?.name}
        />
        <Select
          name="timeZone"
          label="Time zone"
          help="Days begin and deadlines end by it, for members without a zone of their own."
          options={zones}
          defaultValue={typedValue(failed?.typed, 'timeZone', organization.timeZone)}
          error={errors?.timeZone}
        />
        <DayBoxes
          chosen={typedChoices(failed?.typed, 'workingDays[]', organization.workingDays)}
          error={errors?.workingDays}
        />
        <ChoiceGroup name="approval" legend="Approval">
          <Checkbox
            name="authorsMayApprove"
            label="Authors may approve their own work"
            help="Off unless you are too few to have a second pair of eyes. Each such signature is visible as one."
            defaultChecked={
              failed ? 'authorsMayApprove' in failed.typed : organization.settings.authorsMayApprove === true
            }
          />
        </ChoiceGroup>
        <ReviewFields settings={organization.settings} errors={errors} typed={failed?.typed} />
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
        </div>
      </Form>
    </section>
  )
}
