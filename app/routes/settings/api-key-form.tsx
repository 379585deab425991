import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Checkbox, ChoiceGroup, Select, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { type FieldErrors, type TypedText, typedChoices, typedValue } from '#app/lib/forms.ts'
import { API_SCOPES, SCOPE_WORDS } from '#domain/scopes.ts'

const EXPIRY = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
] as const

/** A new key: what for, what it may do, for how long. */
export function ApiKeyForm({ failed }: { failed?: { errors: FieldErrors; typed: TypedText } }) {
  const { errors, typed } = failed ?? {}
  const chosen = typedChoices(typed, 'scopes[]', [])
  return (
    <Form method="post" className="form" noValidate>
      <FormErrorSummary errors={errors} labels={{ name: 'What it is for', scopes: 'Scopes', expires: 'Expires' }} />
      <TextField
        name="name"
        label="What it is for"
        required
        defaultValue={typedValue(typed, 'name')}
        error={errors?.name}
      />
      <ChoiceGroup name="scopes" legend="Scopes" error={errors?.scopes}>
        <div className="scope-boxes">
          {API_SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              name="scopes[]"
              value={scope}
              label={<span className="mono">{scope}</span>}
              help={SCOPE_WORDS[scope]}
              defaultChecked={chosen.includes(scope)}
            />
          ))}
        </div>
      </ChoiceGroup>
      <Select
        name="expires"
        label="Expires"
        options={EXPIRY}
        defaultValue={typedValue(typed, 'expires', '90')}
        error={errors?.expires}
      />
      <div className="form-foot">
        <StatusButton working="Making it…">Make a key</StatusButton>
      </div>
    </Form>
  )
}
