import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import type { FieldErrors } from '#app/lib/forms.ts'

/** A new password for one's own account. The hidden address tells password managers whose it is. */
export const PasswordForm = ({ email, errors }: { email: string; errors: FieldErrors | undefined }) => (
  <Form method="post" className="form">
    <FormErrorSummary errors={errors} labels={{ currentPassword: 'Present password', password: 'New password' }} />
    <input type="text" autoComplete="username" value={email} readOnly hidden />
    <TextField
      name="currentPassword"
      type="password"
      label="Present password"
      autoComplete="current-password"
      required
      error={errors?.currentPassword}
    />
    <TextField
      name="password"
      type="password"
      label="New password"
      help="At least 10 characters. A few words make a good one. All other sessions end."
      autoComplete="new-password"
      required
      minLength={10}
      maxLength={128}
      error={errors?.password}
    />
    <div className="form-foot">
      <StatusButton working="Saving…">Change password</StatusButton>
    </div>
  </Form>
)
