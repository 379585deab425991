import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { formError, parseForm } from '#app/lib/forms.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import { paths } from '#domain/paths.ts'
import { password, personName } from '#services/members/input.ts'
import { ACCOUNT_LABELS, AccountFields } from './account-fields.tsx'
import { AuthFrame } from './frame.tsx'
import { ORGANIZATION_LABELS, OrganizationFields } from './organization-fields.tsx'
import { organizationFields, readOrganization } from './organization-form.ts'

export const meta: MetaFunction = () => [{ title: 'Finish signing up · Accord' }]

const Finish = z.object({ name: personName, password, ...organizationFields })

export async function loader({ params, context }: LoaderFunctionArgs) {
  return { email: await context.auth.readSignUp(params.token ?? ''), zones: timeZones() }
}

export async function action(args: ActionFunctionArgs) {
  const { request, params, context } = args
  const form = await request.formData()
  const parsed = parseForm(form, Finish)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { name, password: secret } = parsed.value
  const read = readOrganization(parsed.value)
  if ('error' in read) return data(formError(form, { slug: read.error }), { status: 422 })
  const facts = { requestId: context.requestId, ip: context.clientIp || null }
  const made = context.services.organizations.signUp(params.token ?? '', { name, password: secret }, read.value, facts)
  const result = await attempt(request, form, made, { already_exists: 'slug' })
  if (!result.ok) return data(result, { status: result.status })
  const signedIn = await context.auth.signIn({ email: result.value.email, password: secret }, callerOf(args))
  throw signedIn.ok
    ? redirect(paths.home(result.value.slug), { headers: signedIn.headers })
    : redirect(paths.signIn(paths.home(result.value.slug)))
}

export default function FinishSignUp() {
  const { email, zones } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  if (!email) {
    return (
      <AuthFrame>
        <div className="auth-box">
          <h1>This link does not work any more</h1>
          <p>It was used, or it is older than a day.</p>
          <p className="auth-links">
            <Link to={paths.signUp()}>Ask for a new one</Link> or <Link to={paths.signIn()}>sign in</Link>
          </p>
        </div>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame>
      <div className="auth-box auth-box-wide">
        <h1>Finish signing up</h1>
        <p>
          As <strong>{email}</strong>
        </p>
        <FormErrorSummary errors={failed?.errors} labels={{ ...ACCOUNT_LABELS, ...ORGANIZATION_LABELS }} />
        <Form method="post" noValidate>
          <input type="hidden" autoComplete="username" value={email} />
          <AccountFields errors={failed?.errors} typed={failed?.typed} />
          <OrganizationFields zones={zones} errors={failed?.errors} typed={failed?.typed} />
          <StatusButton working="Making it…">Make account and organization</StatusButton>
        </Form>
      </div>
    </AuthFrame>
  )
}
