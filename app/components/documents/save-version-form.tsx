import { Form } from '@remix-run/react'
import { History } from 'lucide-react'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { CHANGE_TYPE_LABELS } from '#domain/documents/status.ts'
import { StatusButton } from '../ui/button.tsx'
import { Select, TextArea } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

const CHANGES = (['minor', 'major', 'patch'] as const).map((value) => ({ value, label: CHANGE_TYPE_LABELS[value] }))

interface Fields {
  errors?: FieldErrors
  typed?: TypedText
  /** There is no version yet, so nothing has changed. */
  first: boolean
}

/** What is asked of whoever saves a version, on its page and in the editor. */
export function SaveVersionFields({ errors, typed, first }: Fields) {
  return (
    <>
      <FormErrorSummary errors={errors} labels={{ changeSummary: 'What changed', changeType: 'Change' }} />
      {first ? null : (
        <Select
          name="changeType"
          label="Change"
          options={CHANGES}
          defaultValue={typedValue(typed, 'changeType', 'minor')}
          error={errors?.changeType}
        />
      )}
      <TextArea
        name="changeSummary"
        label="What changed"
        rows={2}
        help="One sentence. It stands in the history for good."
        defaultValue={typedValue(typed, 'changeSummary')}
        error={errors?.changeSummary}
      />
    </>
  )
}

/** Freezes the draft as it is. Folded away: most drafts are submitted without. */
export function SaveVersionForm({ errors, typed, first }: Fields) {
  return (
    <details className="card gap-t save-version" open={errors !== undefined}>
      <summary className="card-head">
        <History className="i" />
        <h2>Save the draft as a version</h2>
      </summary>
      <Form method="post" className="form card-pad" noValidate>
        <SaveVersionFields errors={errors} typed={typed} first={first} />
        <div className="form-foot">
          <StatusButton working="Saving" kind="secondary">
            Save version
          </StatusButton>
        </div>
      </Form>
    </details>
  )
}
