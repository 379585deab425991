import { TextField } from '#app/components/ui/field.tsx'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'

export const ACCOUNT_LABELS = { name: 'Your name', password: 'Password' }

/** A password that is chosen now, with what makes a good one. */
export const NewPasswordField = ({ label, error }: { label: string; error: string | undefined }) => (
  <TextField
    name="password"
    type="password"
    label={label}
    help={`At least ${PASSWORD_LENGTH.least} characters. A few words make a good one.`}
    autoComplete="new-password"
    required
    minLength={PASSWORD_LENGTH.least}
    maxLength={PASSWORD_LENGTH.most}
    error={error}
  />
)

/** What a new account needs besides its address, which the mailed link has proven. */
export const AccountFields = ({ errors, typed }: { errors?: FieldErrors; typed?: TypedText }) => (
  <>
    <TextField
      name="name"
      label={ACCOUNT_LABELS.name}
      autoComplete="name"
      required
      defaultValue={typedValue(typed, 'name')}
      error={errors?.name}
    />
    <NewPasswordField label={ACCOUNT_LABELS.password} error={errors?.password} />
  </>
)
