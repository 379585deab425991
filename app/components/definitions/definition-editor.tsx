import { Form } from '@remix-run/react'
import { List, Redo2, Undo2, Workflow } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { type DefinitionDraft, stepsSoFar, toggled } from '#app/lib/definition-draft.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import { sentenceOf } from '#domain/approvals/sentence.ts'
import { CATEGORIES, CATEGORY_CODES } from '#domain/documents/categories.ts'
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { IconButton } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import type { Approvers } from './approver-picker.tsx'
import { DryRunCard, type RunView } from './dry-run.tsx'
import { DEFINITION_FORM } from './form-id.ts'
import { Sentence } from './sentence.tsx'
import { Notes, StepList, type StepNote } from './step-list.tsx'
import { useDefinition } from './use-definition.ts'
import { ValueBoxes } from './value-boxes.tsx'

export interface DefinitionEditorProps extends Approvers {
  draft: DefinitionDraft
  /** The step that the server opened: one that was added, or the first with an error. */
  opened: string | null
  errors: FieldErrors
  notes: readonly StepNote[]
  run: RunView | null
  tried: Record<string, string>
}

const Canvas = lazy(() => import('./canvas.tsx'))

/** One form for a whole definition: a list of steps that works everywhere, and a canvas over it where scripts run. */
export function DefinitionEditor(props: DefinitionEditorProps) {
  const { draft: shown, opened, errors, notes, run, tried, choices, offer, words } = props
  const editing = useDefinition(shown, opened)
  const [added, setAdded] = useState<Record<string, string>>({})
  const [view, setView] = useState<'list' | 'canvas'>('list')
  const names = { ...props.names, ...added }
  const nameOf = (id: string) =>
    names[id] ?? choices.find(({ value }) => value.endsWith(`:${id}`))?.label.replace('Group: ', '')
  const { draft } = editing
  const steps = stepsSoFar(draft)
  const wrong = (at: number) =>
    notes.some(({ step, tone }) => tone === 'error' && step === draft.steps[at]?.key) ||
    Object.keys(errors).some((field) => field.startsWith(`${draft.steps[at]?.key}/`))
  const atSteps = [...notes, ...notesIn(errors)]
  const linkTo = (at: number) => {
    const key = draft.steps[at]?.key ?? ''
    return { href: `#${key}`, onOpen: () => editing.select(key) }
  }
  return (
    <Form method="post" id={DEFINITION_FORM} noValidate className="definition" preventScrollReset>
      {/* The first button is the one that the enter key presses: it looks, and saves nothing. */}
      <button type="submit" name="intent" value="look" className="sr" tabIndex={-1} aria-hidden>
        Look
      </button>
      <input type="hidden" name="type" value={draft.type} />
      <FormErrorSummary errors={errors} labels={labelsOf(draft)} />
      <p className="definition-sentence">
        <Sentence parts={sentenceOf(steps, nameOf)} linkTo={linkTo} wrong={wrong} />
      </p>
      <Notes notes={notes.filter(({ step }) => step === null)} />
      <Head editing={editing} errors={errors} />
      <Bar editing={editing} view={view} onView={setView} />
      <div className={view === 'canvas' ? 'definition-work has-canvas' : 'definition-work'}>
        {view === 'canvas' ? (
          <Suspense fallback={<div className="canvas-box" aria-busy />}>
            <Canvas {...{ editing, shown: steps, nameOf, notes: atSteps, run }} />
          </Suspense>
        ) : null}
        <StepList
          {...{ editing, shown: steps, nameOf, errors, notes: atSteps, choices, offer, words, names }}
          single={view === 'canvas'}
          onNamed={(id, name) => setAdded({ ...added, [id]: name })}
        />
      </div>
      <DryRunCard run={run} tried={tried} error={errors['try.document']} />
    </Form>
  )
}

/** What is wrong in the fields of steps, to stand at the step too. */
const notesIn = (errors: FieldErrors): StepNote[] =>
  Object.entries(errors).flatMap(([field, message]) =>
    field.includes('/') ? [{ step: field.split('/')[0] ?? null, message, tone: 'error' as const }] : [],
  )

type HeadProps = { editing: ReturnType<typeof useDefinition>; errors: FieldErrors }

/** What the definition is called, and what it is for. */
function Head({ editing: { draft, changeAll }, errors }: HeadProps) {
  const isForSome = draft.kinds.length + draft.categories.length > 0
  return (
    <div className="definition-head">
      <TextField
        name="name"
        label="Name"
        maxLength={120}
        value={draft.name}
        error={errors.name}
        onChange={({ target }) => changeAll({ name: target.value }, 'name')}
      />
      <details open={isForSome || errors.appliesTo !== undefined}>
        <summary>{isForSome ? 'For some documents' : 'For all documents'}</summary>
        <p className="help" id="f-appliesTo">
          What it becomes the default of. Of a document the default of its category is used, else that of its kind, else
          that of all.
        </p>
        {errors.appliesTo ? <span className="error">{errors.appliesTo}</span> : null}
        <ValueBoxes
          name="kinds"
          legend="Kinds"
          values={DOCUMENT_KINDS.map((value) => ({ value, label: DOCUMENT_KIND_LABELS[value] }))}
          chosen={draft.kinds}
          onToggle={(value, on) => changeAll({ kinds: toggled(draft.kinds, value, on) })}
        />
        <ValueBoxes
          name="categories"
          legend="Categories"
          values={CATEGORY_CODES.map((value) => ({ value, label: CATEGORIES[value].label }))}
          chosen={draft.categories}
          onToggle={(value, on) => changeAll({ categories: toggled(draft.categories, value, on) })}
        />
      </details>
    </div>
  )
}

/** List or canvas, undo and redo: only where scripts run. */
function Bar({
  editing,
  view,
  onView,
}: {
  editing: ReturnType<typeof useDefinition>
  view: 'list' | 'canvas'
  onView: (view: 'list' | 'canvas') => void
}) {
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return (
    <div className="definition-bar">
      <h2 className="grow">Steps</h2>
      {scripted ? (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is laid out as a block of its own */}
          <div className="seg" role="group" aria-label="View">
            <button type="button" aria-pressed={view === 'list'} onClick={() => onView('list')}>
              <List className="i" /> List
            </button>
            <button type="button" aria-pressed={view === 'canvas'} onClick={() => onView('canvas')}>
              <Workflow className="i" /> Canvas
            </button>
          </div>
          <IconButton
            icon={Undo2}
            label="Undo"
            size="small"
            disabled={!editing.undo}
            onClick={() => editing.undo?.()}
          />
          <IconButton
            icon={Redo2}
            label="Redo"
            size="small"
            disabled={!editing.redo}
            onClick={() => editing.redo?.()}
          />
        </>
      ) : null}
    </div>
  )
}

const FIELDS: [field: string, label: string][] = [
  ['name', 'name'],
  ['who', 'who'],
  ['mode', 'what it does'],
  ['rule', 'who must approve'],
  ['quorum', 'how many'],
  ['days', 'days to decide'],
  ['everyDays', 'reminders'],
  ['lateTo', 'whom to notify'],
  ['lateAfter', 'days late'],
  ['overdueAction', 'and then'],
  ['freshSignIn', 'signature'],
  ['conditions', 'conditions'],
  ['frameworks', 'frameworks'],
  ['notification', 'text'],
]

/** What the fields are called, in the order in which they stand in the form. */
const labelsOf = (draft: DefinitionDraft): Record<string, string> =>
  Object.fromEntries([
    ['name', 'Name'],
    ['appliesTo', 'For which documents'],
    ['steps', 'Steps'],
    ...draft.steps.flatMap(({ key }, at) =>
      FIELDS.map(([field, label]) => [`${key}/${field}`, `Step ${at + 1}, ${label}`]),
    ),
    ['try.document', 'Dry run'],
  ])
