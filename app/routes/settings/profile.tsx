import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Properties } from '#app/components/ui/properties.tsx'
import { ZoneField } from '#app/components/ui/zone-field.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { blankIsNull } from '#app/lib/form-fields.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { rolesInWords } from '#app/lib/people.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import { shownPosition } from '#domain/members/position.ts'
import { paths } from '#domain/paths.ts'
import { personName, timeZone } from '#services/members/input.ts'

export const meta: MetaFunction = () => [{ title: 'Your profile · Accord' }]

const ProfileForm = z.object({ name: personName, timeZone: blankIsNull(timeZone) })

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const me = await answer(args.request, args.context.services.members.get(actor, actor.membershipId ?? ''))
  const { timeZone: organizationZone } = await args.context.services.organizations.get(actor)
  return {
    me: {
      name: me.name,
      email: me.email,
      roles: me.roles,
      position: shownPosition(me),
      timeZone: me.timeZone,
    },
    organizationZone,
    zones: timeZones(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, ProfileForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = args.context.services.members.changeOwn(actor, parsed.value)
  const result = await attempt(args.request, form, changed)
  if (!result.ok) return data(result, { status: result.status })
  throw redirect(paths.settings(actor.orgSlug, 'profile'), await withFlash({ tone: 'ok', sentence: 'Saved.' }))
}

export default function Profile() {
  const { me, organizationZone, zones } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const errors = failed?.errors
  return (
    <section className="section">
      <div className="section-head">
        <h2>Your profile</h2>
        <span className="muted">{me.email}</span>
      </div>
      <Form method="post" className="form" noValidate>
        <FormErrorSummary errors={errors} labels={{ name: 'Name', timeZone: 'Time zone' }} />
        <TextField
          name="name"
          label="Name"
          autoComplete="name"
          required
          help="As this organization sees you. What you signed keeps the name you had."
          defaultValue={typedValue(failed?.typed, 'name', me.name)}
          error={errors?.name}
        />
        <ZoneField
          zones={zones}
          holds={me.timeZone ?? organizationZone}
          help="Reminders come in your morning."
          blank={`As the organization (${organizationZone.replaceAll('_', ' ')})`}
          defaultValue={typedValue(failed?.typed, 'timeZone', me.timeZone ?? '')}
          error={errors?.timeZone}
        />
        <section aria-labelledby="given">
          <h3 className="panel-title" id="given">
            Given to you by an admin
          </h3>
          <Properties
            rows={[
              ['Roles', rolesInWords(me.roles)],
              ['Position', me.position],
            ]}
          />
        </section>
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
        </div>
      </Form>
    </section>
  )
}
