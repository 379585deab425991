import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { formError, parseForm, typedValue } from '#app/lib/forms.ts'
import { paths } from '#app/lib/paths.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'
import { password, personName } from '#services/members/input.ts'
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
  if (!parsed.ok) return data(withoutPassword(parsed), { status: 422 })
  const { name, password: secret } = parsed.value
  const read = readOrganization(parsed.value)
  if ('error' in read) return data(withoutPassword(formError(form, { slug: read.error })), { status: 422 })
  const facts = { requestId: context.requestId, ip: context.clientIp || null }
  const made = context.services.organizations.signUp(params.token ?? '', { name, password: secret }, read.value, facts)
  const result = await attempt(request, form, made, { already_exists: 'slug' })
  if (!result.ok) return data(withoutPassword(result), { status: result.status })
  const signedIn = await context.auth.signIn({ email: result.value.email, password: secret }, callerOf(args))
  throw signedIn.ok
    ? redirect(paths.home(result.value.slug), { headers: signedIn.headers })
    : redirect(paths.signIn(paths.home(result.value.slug)))
}

/** Typed text survives an error; a password is typed again. */
const withoutPassword = <T extends { typed: Record<string, unknown> }>(failed: T): T => ({
  ...failed,
  typed: { ...failed.typed, password: '' },
})

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
        <FormErrorSummary
          errors={failed?.errors}
          labels={{ name: 'Your name', password: 'Password', ...ORGANIZATION_LABELS }}
        />
        <Form method="post">
          <input type="hidden" autoComplete="username" value={email} />
          <TextField
            name="name"
            label="Your name"
            autoComplete="name"
            required
            defaultValue={typedValue(failed?.typed, 'name')}
            error={failed?.errors.name}
          />
          <TextField
            name="password"
            type="password"
            label="Password"
            help={`At least ${PASSWORD_LENGTH.least} characters. A few words make a good one.`}
            autoComplete="new-password"
            required
            minLength={PASSWORD_LENGTH.least}
            maxLength={PASSWORD_LENGTH.most}
            error={failed?.errors.password}
          />
          <OrganizationFields zones={zones} errors={failed?.errors} typed={failed?.typed} />
          <StatusButton working="Making it…">Make account and organization</StatusButton>
        </Form>
      </div>
    </AuthFrame>
  )
}
