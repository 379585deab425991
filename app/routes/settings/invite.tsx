import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button, StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { blankIsNull } from '#app/lib/form-fields.ts'
import { parseForm, typedChoices, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'
import { email, positionTitle, roles } from '#services/members/input.ts'
import { RoleBoxes } from './role-boxes.tsx'

export const meta: MetaFunction = () => [{ title: 'Invite someone · Accord' }]

const InviteForm = z.object({
  email,
  roles: z.array(z.string()).default([]).pipe(roles),
  positionTitle: blankIsNull(positionTitle),
})

export const handle: RouteHandle = { needs: { capability: 'members.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  return { org: actor.orgSlug }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, InviteForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const invited = args.context.services.invitations.create(actor, parsed.value)
  const result = await attempt(args.request, form, invited, { already_exists: 'email' })
  if (!result.ok) return data(result, { status: result.status })
  const sentence = `${parsed.value.email} is invited. The mail is on its way.`
  throw redirect(paths.settings(actor.orgSlug, 'members'), await withFlash({ tone: 'ok', sentence }))
}

export default function Invite() {
  const { org } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <section className="section">
      <div className="section-head">
        <h2>Invite someone</h2>
      </div>
      <Form method="post" className="form" noValidate>
        <FormErrorSummary
          errors={failed?.errors}
          labels={{ email: 'Work e-mail', roles: 'Roles', positionTitle: 'Position' }}
        />
        <TextField
          name="email"
          type="email"
          label="Work e-mail"
          help="The mail has a link that works once, for seven days."
          autoComplete="off"
          required
          defaultValue={typedValue(failed?.typed, 'email')}
          error={failed?.errors.email}
        />
        <TextField
          name="positionTitle"
          label="Position"
          hint="optional"
          help="Stands beside their signatures, such as “Chief information security officer”."
          defaultValue={typedValue(failed?.typed, 'positionTitle')}
          error={failed?.errors.positionTitle}
        />
        <RoleBoxes chosen={typedChoices(failed?.typed, 'roles[]', ['member'])} error={failed?.errors.roles} />
        <div className="form-foot">
          <StatusButton working="Inviting…">Send the invitation</StatusButton>
          <Button as={Link} to={paths.settings(org, 'members')}>
            Cancel
          </Button>
        </div>
      </Form>
    </section>
  )
}
