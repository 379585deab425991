import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { attempt, notFound } from '#app/lib/errors.server.ts'
import { formError, parseForm } from '#app/lib/forms.ts'
import { requireUser } from '#app/lib/guard.server.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import { paths } from '#domain/paths.ts'
import { AuthFrame } from './frame.tsx'
import { ORGANIZATION_LABELS, OrganizationFields } from './organization-fields.tsx'
import { organizationFields, readOrganization } from './organization-form.ts'

export const meta: MetaFunction = () => [{ title: 'New organization · Accord' }]

export async function loader(args: LoaderFunctionArgs) {
  const { user } = await requireUser(args)
  const mayMake = args.context.auth.config.signUp === 'open'
  const mine = await args.context.services.organizations.listOf(user.id)
  return { mayMake, belongsToNone: mine.length === 0, zones: timeZones() }
}

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const { user } = await requireUser(args)
  if (context.auth.config.signUp === 'closed') throw notFound()
  const form = await request.formData()
  const parsed = parseForm(form, z.object(organizationFields))
  if (!parsed.ok) return data(parsed, { status: 422 })
  const read = readOrganization(parsed.value)
  if ('error' in read) return data(formError(form, { slug: read.error }), { status: 422 })
  const facts = { requestId: context.requestId, ip: context.clientIp || null }
  const made = context.services.organizations.create(user, read.value, facts)
  const result = await attempt(request, form, made, { already_exists: 'slug' })
  if (!result.ok) return data(result, { status: result.status })
  throw redirect(paths.home(result.value.slug))
}

export default function NewOrganizationPage() {
  const { mayMake, belongsToNone, zones } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <AuthFrame>
      <div className="auth-box auth-box-wide">
        <h1>{belongsToNone ? 'You belong to no organization yet' : 'New organization'}</h1>
        {belongsToNone ? <p>Ask an admin for an invitation{mayMake ? ', or make an organization' : ''}.</p> : null}
        {mayMake ? (
          <>
            <FormErrorSummary errors={failed?.errors} labels={ORGANIZATION_LABELS} />
            <Form method="post" noValidate>
              <OrganizationFields zones={zones} errors={failed?.errors} typed={failed?.typed} />
              <StatusButton working="Making it…">Make organization</StatusButton>
            </Form>
          </>
        ) : null}
        <Form method="post" action={paths.signOut()}>
          <button type="submit" className="btn btn-ghost">
            Sign out
          </button>
        </Form>
      </div>
    </AuthFrame>
  )
}
