import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt, notFound } from '#app/lib/errors.server.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { paths } from '#domain/paths.ts'
import { email } from '#services/members/input.ts'
import { AuthFrame } from './frame.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign up · Accord' }]

export function loader({ context }: LoaderFunctionArgs) {
  if (context.auth.config.signUp === 'closed') throw notFound()
  return null
}

/** Asks for the address first: what follows it is asked behind the mailed link, from whoever holds the mailbox. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const parsed = parseForm(form, z.object({ email }))
  if (!parsed.ok) return data(parsed, { status: 422 })
  const asked = args.context.auth.requestSignUp(parsed.value.email, callerOf(args))
  const result = await attempt(args.request, form, asked)
  return result.ok ? { ok: true as const, email: parsed.value.email } : data(result, { status: result.status })
}

export default function SignUp() {
  const result = useActionData<typeof action>()
  const failed = result?.ok === false ? result : undefined
  return (
    <AuthFrame>
      <div className="auth-box">
        {result?.ok ? (
          <>
            <h1>Look into your mailbox</h1>
            <p>We sent a mail to {result.email}. Open the link in it to go on; it works once, for one day.</p>
          </>
        ) : (
          <>
            <h1>Sign up</h1>
            <p>Make an account and an organization. To join one that exists, ask its admin for an invitation.</p>
            <FormErrorSummary errors={failed?.errors} labels={{ email: 'Work e-mail' }} />
            <Form method="post" noValidate>
              <TextField
                name="email"
                type="email"
                label="Work e-mail"
                autoComplete="email"
                required
                defaultValue={typedValue(failed?.typed, 'email')}
                error={failed?.errors.email}
              />
              <StatusButton working="Sending…">Send me the link</StatusButton>
            </Form>
          </>
        )}
        <p className="auth-links">
          Have an account? <Link to={paths.signIn()}>Sign in</Link>
        </p>
      </div>
    </AuthFrame>
  )
}
