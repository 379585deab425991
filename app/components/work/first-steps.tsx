import { Form, Link } from '@remix-run/react'
import { Circle, CircleCheck } from 'lucide-react'
import { FIRST_STEPS, type FirstStep, type FirstSteps } from '#domain/organizations/first-steps.ts'
import { paths } from '#domain/paths.ts'

interface Step {
  words: string
  why: string
  to: (org: string, me: string) => string
}

const STEPS: Record<FirstStep, Step> = {
  position: {
    words: 'Give yourself a position',
    why: 'It stands beside your name on what you sign.',
    to: (org, me) => paths.member(org, me),
  },
  invite: {
    words: 'Invite the people who write and sign',
    why: 'An author cannot approve their own text.',
    to: (org) => paths.inviteMember(org),
  },
  document: {
    words: 'Write or import a first policy',
    why: 'From an empty page, or from a Markdown file.',
    to: (org) => paths.newDocument(org, 'policy'),
  },
  submit: {
    words: 'Submit it for approval',
    why: 'You choose who signs, and by when.',
    to: (org) => `${paths.documents(org)}?status=draft`,
  },
  publish: {
    words: 'Publish it',
    why: 'From then on it is in effect, and its PDF is kept.',
    to: (org) => `${paths.documents(org)}?status=approved`,
  },
}

/** The way to a first text in effect. Each step is done when what it asks for is there, whoever did it. */
export function FirstStepsCard({ org, me, steps }: { org: string; me: string; steps: FirstSteps }) {
  const done = FIRST_STEPS.filter((step) => steps[step]).length
  const next = FIRST_STEPS.find((step) => !steps[step])
  return (
    <section className="card first-steps" aria-labelledby="first-steps">
      <div className="card-head">
        <h2 id="first-steps">First steps</h2>
        <span className="muted fs13">
          {done} of {FIRST_STEPS.length} done. Only admins see this.
        </span>
        <Form method="post" className="acts">
          <button className="btn btn-ghost btn-sm" type="submit" name="hide" value="first-steps">
            Hide for all admins
          </button>
        </Form>
      </div>
      <ol>
        {FIRST_STEPS.map((step) => (
          <FirstStepRow
            key={step}
            {...STEPS[step]}
            to={STEPS[step].to(org, me)}
            done={steps[step]}
            isNext={step === next}
          />
        ))}
      </ol>
    </section>
  )
}

function FirstStepRow({
  words,
  why,
  to,
  done,
  isNext,
}: Omit<Step, 'to'> & { to: string; done: boolean; isNext: boolean }) {
  return (
    <li className={done ? 'is-done' : undefined}>
      {done ? <CircleCheck className="i" /> : <Circle className="i" />}
      <span>
        {done ? <span className="sr">Done: </span> : null}
        {done ? words : <Link to={to}>{words}</Link>}
        {isNext ? <small>{why}</small> : null}
      </span>
    </li>
  )
}
