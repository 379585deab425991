import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { type FieldErrors, parseForm } from '#app/lib/forms.ts'
import { paths } from '#domain/paths.ts'
import { password } from '#services/members/input.ts'
import { NewPasswordField } from './account-fields.tsx'
import { AuthFrame } from './frame.tsx'

export const meta: MetaFunction = () => [{ title: 'Choose a new password · Accord' }]

export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const parsed = parseForm(form, z.object({ password }))
  if (!parsed.ok) return data({ errors: parsed.errors }, { status: 422 })
  const token = args.params.token ?? ''
  const reset = args.context.auth.resetPassword({ token, newPassword: parsed.value.password }, callerOf(args))
  const result = await attempt(args.request, form, reset)
  const used: FieldErrors = { '': 'This link was used or is too old. Ask for a new one.' }
  if (!result.ok) return data({ errors: result.status === 409 ? used : result.errors }, { status: result.status })
  throw redirect(
    paths.signIn(),
    await withFlash({ tone: 'ok', sentence: 'Your password is changed. Sign in with it.' }),
  )
}

export default function ResetPassword() {
  const errors = useActionData<typeof action>()?.errors
  return (
    <AuthFrame>
      <div className="auth-box">
        <h1>Choose a new password</h1>
        <p>You will be signed out everywhere else.</p>
        <FormErrorSummary errors={errors} labels={{ password: 'New password' }} />
        <Form method="post" noValidate>
          <NewPasswordField label="New password" error={errors?.password} />
          <StatusButton working="Saving…">Save password</StatusButton>
        </Form>
        <p className="auth-links">
          <Link to={paths.forgotPassword()}>Ask for a new link</Link>
        </p>
      </div>
    </AuthFrame>
  )
}
