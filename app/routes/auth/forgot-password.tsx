import { type ActionFunctionArgs, data, type MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { paths } from '#domain/paths.ts'
import { email } from '#services/members/input.ts'
import { AuthFrame } from './frame.tsx'

export const meta: MetaFunction = () => [{ title: 'Forgot your password · Accord' }]

export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const parsed = parseForm(form, z.object({ email }))
  if (!parsed.ok) return data(parsed, { status: 422 })
  const asked = args.context.auth.requestPasswordReset(parsed.value.email, callerOf(args))
  const result = await attempt(args.request, form, asked)
  return result.ok ? { ok: true as const, email: parsed.value.email } : data(result, { status: result.status })
}

export default function ForgotPassword() {
  const result = useActionData<typeof action>()
  const failed = result?.ok === false ? result : undefined
  return (
    <AuthFrame>
      <div className="auth-box">
        {result?.ok ? (
          <>
            <h1>Look into your mailbox</h1>
            <p>
              If {result.email} has an account, a mail with a link is on its way. The link works once, for one hour.
            </p>
          </>
        ) : (
          <>
            <h1>Forgot your password?</h1>
            <p>Write your address, and we mail you a link to choose a new one.</p>
            <FormErrorSummary errors={failed?.errors} labels={{ email: 'Work e-mail' }} />
            <Form method="post" noValidate>
              <TextField
                name="email"
                type="email"
                label="Work e-mail"
                autoComplete="username"
                required
                defaultValue={typedValue(failed?.typed, 'email')}
                error={failed?.errors.email}
              />
              <StatusButton working="Sending…">Send the link</StatusButton>
            </Form>
          </>
        )}
        <p className="auth-links">
          <Link to={paths.signIn()}>Back to sign-in</Link>
        </p>
      </div>
    </AuthFrame>
  )
}
