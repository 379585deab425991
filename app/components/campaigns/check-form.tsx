import { Form, Link } from '@remix-run/react'
import { fieldOf, type WrittenQuestion } from '#app/lib/check-forms.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import { CHECK_DEFAULTS, CHECK_LIMITS, type Passage } from '#domain/campaigns/check.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { ChoiceGroup, Select, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { Note } from '../ui/note.tsx'

export interface CheckFormProps {
  org: string
  identifier: string
  /** Of the version that is asked about. */
  label: string
  /** Whether the questions are about this version already. */
  saved: boolean
  passages: readonly Passage[]
  written: { questions: readonly WrittenQuestion[]; passMark?: number | null; attempts?: number }
  errors: FieldErrors | undefined
}

const NOTHING: WrittenQuestion = { place: -1, prompt: '', choices: [], right: [] }

const labelsOf = (count: number): Record<string, string> =>
  Object.fromEntries([
    ...Array.from({ length: count }, (_, n) => [
      [fieldOf(n, 'place'), `Question ${n + 1}, paragraph`],
      [fieldOf(n, 'prompt'), `Question ${n + 1}`],
      [fieldOf(n, 'choices'), `Question ${n + 1}, answers`],
      [fieldOf(n, 'right'), `Question ${n + 1}, right answers`],
    ]).flat(),
    ['questions', 'Questions'],
    ['passMark', 'Pass mark'],
    ['attempts', 'Attempts'],
  ])

/** The questions about a version. Saving adds an empty one below, so it needs no scripts. */
export function CheckForm({ org, identifier, label, saved, passages, written, errors }: CheckFormProps) {
  const questions =
    written.questions.length < CHECK_LIMITS.questions ? [...written.questions, NOTHING] : written.questions
  return (
    <section className="section" aria-labelledby="check">
      <h2 id="check">Questions about version {label}</h2>
      <p className="page-sub gap-t-sm">
        A campaign can ask them before people accept. It shows which paragraphs are misread. Empty a question to take it
        out.
      </p>
      <Form method="post" className="form gap-t" noValidate>
        <FormErrorSummary errors={errors} labels={labelsOf(questions.length)} />
        {written.questions.length > 0 && !saved && !errors ? (
          <Note tone="warning">
            These questions are of an earlier version, as far as their paragraphs are still there. Save them to ask them
            about {label}.
          </Note>
        ) : null}
        {questions.map((question, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: questions have no name but their place
          <QuestionFields key={n} n={n} question={question} passages={passages} errors={errors} />
        ))}
        <div className="form-row">
          <TextField
            name="passMark"
            label="Pass mark"
            hint="right answers; empty: all"
            inputMode="numeric"
            defaultValue={written.passMark || ''}
            error={errors?.passMark}
          />
          <TextField
            name="attempts"
            label="Attempts"
            inputMode="numeric"
            defaultValue={written.attempts ?? CHECK_DEFAULTS.attempts}
            error={errors?.attempts}
          />
        </div>
        <div className="form-foot">
          <StatusButton working="Saving">Save</StatusButton>
          <Link className={buttonClass()} to={paths.document(org, identifier)}>
            Done
          </Link>
        </div>
      </Form>
    </section>
  )
}

function QuestionFields({
  n,
  question,
  passages,
  errors,
}: {
  n: number
  question: WrittenQuestion
  passages: readonly Passage[]
  errors: FieldErrors | undefined
}) {
  const choicesError = Object.entries(errors ?? {}).find(([name]) => name.startsWith(fieldOf(n, 'choices')))?.[1]
  return (
    <fieldset className="check-question">
      <legend className="label">Question {n + 1}</legend>
      <Select
        name={fieldOf(n, 'place')}
        label="Paragraph"
        blank="Choose a paragraph"
        defaultValue={question.place < 0 ? '' : String(question.place)}
        options={passages.map(({ place, label, text }) => ({
          value: String(place),
          label: text.startsWith(label) ? shortOf(text) : `${label}: ${shortOf(text)}`,
        }))}
        error={errors?.[fieldOf(n, 'place')]}
      />
      <TextArea
        name={fieldOf(n, 'prompt')}
        label="What is asked"
        rows={2}
        defaultValue={question.prompt}
        error={errors?.[fieldOf(n, 'prompt')]}
      />
      <ChoiceGroup
        name={fieldOf(n, 'right')}
        legend="Answers. Mark those that are right"
        error={errors?.[fieldOf(n, 'right')] ?? choicesError}
      >
        {Array.from({ length: CHECK_LIMITS.choices }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers have no name but their place
          <div className="check-choice" key={at}>
            <input
              type="checkbox"
              name={fieldOf(n, 'right')}
              value={at}
              aria-label={`Answer ${at + 1} is right`}
              defaultChecked={question.right.includes(at)}
            />
            <input
              className="input"
              name={`${fieldOf(n, 'choices')}/${at}`}
              aria-label={`Question ${n + 1}, answer ${at + 1}`}
              defaultValue={question.choices[at] ?? ''}
              maxLength={CHECK_LIMITS.choice}
              autoComplete="off"
            />
          </div>
        ))}
      </ChoiceGroup>
    </fieldset>
  )
}

const SHORT = 70
const shortOf = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT).trimEnd()}…` : text)
