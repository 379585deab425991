import type { DraftStep } from '#app/lib/definition-draft.ts'
import { toggled } from '#app/lib/definition-draft.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import { CATEGORIES, CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPE_LABELS, CHANGE_TYPES } from '#domain/documents/status.ts'
import { Checkbox, type Choice, ChoiceGroup, Select, TextArea, TextField } from '../ui/field.tsx'
import { ApproverPicker, type Approvers } from './approver-picker.tsx'
import { ValueBoxes } from './value-boxes.tsx'

export interface StepFormProps extends Approvers {
  step: DraftStep
  /** By field, as `s1/quorum`. */
  errors: FieldErrors
  onChange: (changes: Partial<DraftStep>, field?: string) => void
  onNamed: (id: string, name: string) => void
}

const RULES: Choice[] = [
  { value: 'all', label: 'All of them' },
  { value: 'any', label: 'Any one of them' },
  { value: 'quorum', label: 'As many of them as I say' },
]
const MODES: Choice[] = [
  { value: 'decides', label: 'Decides' },
  { value: 'consults', label: 'Is consulted' },
]
const LATE: Choice[] = [
  { value: 'remind', label: 'Go on reminding' },
  { value: 'escalate', label: 'Notify them again and again' },
  { value: 'reject', label: 'Reject the version' },
]

/** All that can be said of one step. */
export function StepForm(props: StepFormProps) {
  const { step, errors, onChange } = props
  const { key } = step
  const error = (field: string) => errors[`${key}/${field}`]
  const input = (field: keyof DraftStep & string) => ({
    name: `${key}.${field}`,
    id: `f-${key}-${field}`,
    value: String(step[field]),
    error: error(field),
    onChange: ({ target }: { target: { value: string } }) => onChange({ [field]: target.value }, field),
  })
  const box = (field: 'lastDay' | 'freshSignIn') => ({
    name: `${key}.${field}`,
    checked: step[field],
    onChange: ({ target }: { target: { checked: boolean } }) => onChange({ [field]: target.checked }),
  })
  return (
    <div className="step-form">
      <TextField {...input('name')} label="Name" maxLength={120} />
      <Who {...props} input={input} error={error} />
      <div className="form-row is-tight">
        <TextField {...input('days')} label="Days to decide" hint="optional" inputMode="numeric" />
        <Select
          {...input('dayKind')}
          label="Kind of days"
          options={[
            { value: 'business', label: 'Working days' },
            { value: 'calendar', label: 'Calendar days' },
          ]}
        />
      </div>
      <div className="form-row is-tight">
        <TextField {...input('everyDays')} label="Remind every" hint="days, optional" inputMode="numeric" />
        <ChoiceGroup name={`${key}-lastDay`} legend="On the last day">
          <Checkbox {...box('lastDay')} label="Remind too" />
        </ChoiceGroup>
      </div>
      <Late {...props} input={input} error={error} />
      <ChoiceGroup name={`${key}-freshSignIn`} legend="Signature" error={error('freshSignIn')}>
        <Checkbox
          {...box('freshSignIn')}
          label="Fresh sign-in to sign"
          help="Whoever signs enters their password at that moment."
        />
      </ChoiceGroup>
      <Conditions {...props} error={error} input={input} />
      <TextArea
        {...input('notification')}
        label="Text in the request"
        hint="optional"
        rows={2}
        help="Stands in the mail that asks to sign."
      />
    </div>
  )
}

interface Helpers {
  input: (field: keyof DraftStep & string) => {
    name: string
    id: string
    value: string
    error: string | undefined
    onChange: (event: { target: { value: string } }) => void
  }
  error: (field: string) => string | undefined
}

/** Who is asked, and how many of them it takes. */
function Who({ step, input, error, onChange, onNamed, ...approvers }: StepFormProps & Helpers) {
  return (
    <>
      <ApproverPicker
        {...approvers}
        step={step.key}
        list="who"
        label="Who"
        tokens={step.who}
        error={error('who')}
        onAdd={(token, name) => {
          if (name !== undefined) onNamed(token.replace('person:', ''), name)
          onChange({ who: toggled(step.who, token, true) })
        }}
        onRemove={(token) => onChange({ who: toggled(step.who, token, false) })}
      />
      <div className="form-row is-tight">
        <Select {...input('mode')} label="What the step does" options={MODES} />
        <Select {...input('rule')} label="Who must approve" options={RULES} />
        <div className="only-quorum">
          <TextField {...input('quorum')} label="How many" inputMode="numeric" />
        </div>
      </div>
    </>
  )
}

/** What happens when somebody is late. */
function Late({ step, input, error, onChange, onNamed, ...approvers }: StepFormProps & Helpers) {
  return (
    <>
      <ApproverPicker
        {...approvers}
        step={step.key}
        list="lateTo"
        label="When it is late, notify"
        tokens={step.lateTo}
        error={error('lateTo')}
        onAdd={(token, name) => {
          if (name !== undefined) onNamed(token.replace('person:', ''), name)
          onChange({ lateTo: toggled(step.lateTo, token, true) })
        }}
        onRemove={(token) => onChange({ lateTo: toggled(step.lateTo, token, false) })}
      />
      <div className="form-row is-tight">
        <TextField {...input('lateAfter')} label="After" hint="days late" inputMode="numeric" />
        <Select {...input('overdueAction')} label="And then" options={LATE} />
      </div>
    </>
  )
}

/** When the step takes place at all. */
function Conditions({ step, input, error, onChange }: StepFormProps & Helpers) {
  const boxes = (field: 'changeTypes' | 'kinds' | 'categories' | 'classifications') => ({
    name: `${step.key}.${field}`,
    chosen: step[field],
    onToggle: (value: string, on: boolean) => onChange({ [field]: toggled(step[field], value, on) }),
  })
  const set = [step.changeTypes, step.kinds, step.categories, step.classifications].some((list) => list.length > 0)
  return (
    <details className="conditions" open={set || step.frameworks !== '' || error('conditions') !== undefined}>
      <summary>Only if…</summary>
      <ValueBoxes
        {...boxes('changeTypes')}
        legend="The change is"
        error={error('conditions')}
        values={CHANGE_TYPES.map((value) => ({ value, label: CHANGE_TYPE_LABELS[value] }))}
      />
      <ValueBoxes
        {...boxes('kinds')}
        legend="The document is a"
        values={DOCUMENT_KINDS.map((value) => ({ value, label: DOCUMENT_KIND_LABELS[value] }))}
      />
      <ValueBoxes
        {...boxes('classifications')}
        legend="It is classified"
        values={CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION_LABELS[value] }))}
      />
      <ValueBoxes
        {...boxes('categories')}
        legend="Its category is"
        values={CATEGORY_CODES.map((value) => ({ value, label: CATEGORIES[value].label }))}
      />
      <TextField {...input('frameworks')} label="It answers to" hint="one of these, with commas" />
    </details>
  )
}
