import { Form } from '@remix-run/react'
import { CircleCheck } from 'lucide-react'
import { answerField } from '#app/lib/check-forms.ts'
import { countOf } from '#app/lib/format.ts'
import type { AskedQuestion } from '#domain/campaigns/check.ts'
import { StatusButton } from '../ui/button.tsx'
import { Checkbox, ChoiceGroup, Radio } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'

export interface ReaderCheck {
  questions: readonly AskedQuestion[]
  passMark: number
  passed: boolean
  left: number
  /** What the last attempt missed, with the address of each paragraph where it is in this text; null before the first. */
  missed: readonly { id: string; label: string; href: string | null }[] | null
}

/** The questions after the text, and how the last attempt went. */
export function KnowledgeCheck({ check, error }: { check: ReaderCheck; error: string | undefined }) {
  const { questions, passMark, passed, left, missed } = check
  if (passed)
    return (
      <section className="knowledge-check" id="check" aria-labelledby="check-title">
        <h2 id="check-title">Questions</h2>
        <p>
          <CircleCheck className="i" /> You have passed them. Now you can accept the document.
        </p>
        {missed && missed.length > 0 ? <Missed missed={missed} /> : null}
      </section>
    )
  return (
    <section className="knowledge-check" id="check" aria-labelledby="check-title">
      <h2 id="check-title">{countOf(questions.length, 'question')} before you accept</h2>
      {error ? <Note tone="danger">{error}</Note> : null}
      {missed ? (
        <Note tone="warning">
          Not passed yet. {left > 0 ? 'Read what you missed, then try again.' : null}
          <Missed missed={missed} />
        </Note>
      ) : null}
      {left === 0 ? (
        <p>
          You have used all attempts. Your manager and whoever asks you are notified; they can grant you another one.
        </p>
      ) : (
        <Form method="post" action="#check" className="form">
          <p className="muted">
            {passMark === questions.length ? 'All must be right.' : `${passMark} must be right.`}{' '}
            {countOf(left, 'attempt is', 'attempts are')} left. Your answers are kept.
          </p>
          {questions.map((question) => (
            <Question key={question.id} question={question} />
          ))}
          <StatusButton kind="secondary" name="command" value="answer" working="Checking…">
            Check my answers
          </StatusButton>
        </Form>
      )}
    </section>
  )
}

function Question({ question: { id, prompt, choices, several } }: { question: AskedQuestion }) {
  const Mark = several ? Checkbox : Radio
  return (
    <ChoiceGroup name={answerField(id)} legend={several ? `${prompt} (several are right)` : prompt}>
      {choices.map((choice, at) => (
        <Mark key={choice} name={answerField(id)} value={at} label={choice} />
      ))}
    </ChoiceGroup>
  )
}

const Missed = ({ missed }: { missed: NonNullable<ReaderCheck['missed']> }) => (
  <ul className="check-missed">
    {missed.map(({ id, label, href }) => (
      <li key={id}>Missed: {href ? <a href={href}>paragraph {label}</a> : `paragraph ${label}`}</li>
    ))}
  </ul>
)
