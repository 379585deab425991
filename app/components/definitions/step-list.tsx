import { ArrowDown, ArrowUp, CircleAlert, Copy, Plus, Trash2, TriangleAlert } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { DraftStep } from '#app/lib/definition-draft.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { conditionsInWords, type NameOf, stepInWords } from '#domain/approvals/sentence.ts'
import { Button, IconButton } from '../ui/button.tsx'
import type { Approvers } from './approver-picker.tsx'
import { StepForm } from './step-form.tsx'
import type { Editing } from './use-definition.ts'

/** Something to correct or to look at, at a step of the form. */
export interface StepNote {
  /** The step's key; null: the definition as a whole. */
  step: string | null
  message: string
  tone: 'error' | 'warning'
}

export interface StepListProps extends Approvers {
  editing: Editing
  /** The steps as far as the form makes sense, in the same order. */
  shown: readonly StepDefinition[]
  nameOf: NameOf
  errors: FieldErrors
  notes: readonly StepNote[]
  /** Only the form of the current step: the canvas shows the others. */
  single: boolean
  onNamed: (id: string, name: string) => void
}

/** The steps in their order, each with its form. It does everything, also without scripts. */
export function StepList(props: StepListProps) {
  const { editing, shown, single } = props
  const { draft, run } = editing
  return (
    <div className={single ? 'steps is-single' : 'steps'}>
      <ol className="step-list">
        {draft.steps.map((step, at) => {
          const definition = shown[at]
          return definition ? <StepItem key={step.key} {...props} step={step} at={at} definition={definition} /> : null
        })}
      </ol>
      {single ? null : (
        <Button type="submit" name="intent" value="add" icon={Plus} onClick={locally(() => run('add'))}>
          Add a step
        </Button>
      )}
    </div>
  )
}

/** With scripts a button changes the form at once; without them the server does it. */
const locally = (act: () => void) => (event: MouseEvent) => {
  event.preventDefault()
  act()
}

function StepItem(props: StepListProps & { step: DraftStep; at: number; definition: StepDefinition }) {
  const { editing, step, at, definition, single, nameOf, notes, errors, onNamed } = props
  const isCurrent = editing.current === step.key
  const condition = conditionsInWords(definition.conditions)
  const form = (
    <StepForm
      {...props}
      step={step}
      errors={errors}
      onChange={(changes, field) => editing.change(step.key, changes, field)}
      onNamed={onNamed}
    />
  )
  return (
    <li className="step-item" id={step.key} hidden={single && !isCurrent} data-current={isCurrent || undefined}>
      <input type="hidden" name="step" value={step.key} />
      <div className="step-head">
        <div className="grow">
          <span className="step-no">Step {at + 1}</span>
          <b dir="auto">{step.name === '' ? 'Without a name' : step.name}</b>
          <span className="muted fs13">{stepInWords(definition, nameOf)}</span>
          {condition === null ? null : <span className="only-if">Only if {condition}</span>}
          <Notes notes={notes.filter((note) => note.step === step.key)} />
        </div>
        <StepButtons editing={editing} step={step} at={at} />
      </div>
      {single ? (
        form
      ) : (
        <details
          open={isCurrent}
          onToggle={({ currentTarget: { open } }) => {
            if (open !== isCurrent) editing.select(open ? step.key : null)
          }}
        >
          <summary>Change step {at + 1}</summary>
          {form}
        </details>
      )}
    </li>
  )
}

function StepButtons({ editing, step, at }: { editing: Editing; step: DraftStep; at: number }) {
  const { draft, run } = editing
  const name = `step ${at + 1}`
  const button = (command: string) => ({
    type: 'submit' as const,
    name: 'intent',
    value: `${command}:${step.key}`,
    kind: 'ghost' as const,
    size: 'small' as const,
    onClick: locally(() => run(`${command}:${step.key}`)),
  })
  return (
    <div className="acts">
      <IconButton {...button('up')} icon={ArrowUp} label={`Move ${name} up`} disabled={at === 0} />
      <IconButton
        {...button('down')}
        icon={ArrowDown}
        label={`Move ${name} down`}
        disabled={at === draft.steps.length - 1}
      />
      <IconButton {...button('add')} icon={Plus} label={`Add a step after ${name}`} />
      <IconButton {...button('duplicate')} icon={Copy} label={`Duplicate ${name}`} />
      <IconButton {...button('delete')} icon={Trash2} label={`Delete ${name}`} disabled={draft.steps.length === 1} />
    </div>
  )
}

/** What is wrong with a step, and what is worth a look. */
export const Notes = ({ notes }: { notes: readonly StepNote[] }) =>
  notes.map(({ message, tone }) => (
    <span key={message} className={tone === 'error' ? 'error' : 'warn'}>
      {tone === 'error' ? <CircleAlert className="i" /> : <TriangleAlert className="i" />}
      {message}
    </span>
  ))
