import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import type { FieldErrors } from '#app/lib/forms.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'

/** A new password for one's own account. By the hidden address password managers see whose it is. */
export const PasswordForm = ({ email, errors }: { email: string; errors: FieldErrors | undefined }) => (
  <Form method="post" className="form" noValidate>
    <FormErrorSummary errors={errors} labels={{ currentPassword: 'Current password', password: 'New password' }} />
    <input type="text" autoComplete="username" value={email} readOnly hidden />
    <TextField
      name="currentPassword"
      type="password"
      label="Current password"
      autoComplete="current-password"
      required
      error={errors?.currentPassword}
    />
    <TextField
      name="password"
      type="password"
      label="New password"
      help={`At least ${PASSWORD_LENGTH.least} characters. A few words make a good one. All other sessions end.`}
      autoComplete="new-password"
      required
      minLength={PASSWORD_LENGTH.least}
      maxLength={PASSWORD_LENGTH.most}
      error={errors?.password}
    />
    <div className="form-foot">
      <StatusButton working="Saving…">Change password</StatusButton>
    </div>
  </Form>
)
