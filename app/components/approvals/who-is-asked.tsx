import { countOf, formatDay } from '#app/lib/format.ts'
import type { DefaultReason } from '#domain/approvals/defaults.ts'
import type { DayKind, StepRule } from '#domain/approvals/definition.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { listOf } from '#domain/words.ts'

interface ExpectedStep {
  name: string
  rule: StepRule
  quorum: number | null
  daysToDecide: { count: number; kind: DayKind } | null
  changeTypes: ChangeType[] | null
  people: { id: string; name: string; away: { until: string; delegate: string | null } | null }[]
}

/** Whom a submission asks that names nobody. */
export interface Expected {
  name: string
  /** Why it is this definition. */
  why: DefaultReason
  steps: ExpectedStep[]
}

/** Why it is this definition. */
export const WHY = {
  category: 'the default of documents of this category',
  kind: 'the default of documents of this kind',
  general: 'the default of all documents',
} as const satisfies Record<DefaultReason, string>

/** Who will be asked, in what order, and until when. */
export function WhoIsAsked({ expected }: { expected: Expected | null }) {
  if (expected === null || expected.steps.length === 0) {
    return <p className="help">Choose who signs. All of them are asked at once, and all must sign.</p>
  }
  return (
    <>
      <p className="help">
        Choose nobody, and “{expected.name}”, {WHY[expected.why]}, says who is asked
        {expected.steps.length > 1 ? ', one step after the other' : ''}:
      </p>
      <AskedSteps steps={expected.steps} />
      <p className="help">Choose people, and only they are asked: all of them at once, and all must sign.</p>
    </>
  )
}

/** Steps with whom each asks. */
export const AskedSteps = ({ steps }: { steps: readonly ExpectedStep[] }) => (
  <ol className="asked-steps">
    {steps.map((step) => (
      <li key={step.name}>
        <b className="medium">{step.name}</b>
        {onlyFor(step.changeTypes)}: {whoSigns(step)}
      </li>
    ))}
  </ol>
)

const onlyFor = (changes: ChangeType[] | null): string =>
  changes ? `, only for a ${new Intl.ListFormat('en', { type: 'disjunction' }).format(changes)} change` : ''

/** "Grace and Ben, of whom one must sign, within 5 working days" */
function whoSigns({ people, rule, quorum, daysToDecide }: ExpectedStep): string {
  if (people.length === 0) return 'nobody who could sign. Choose people instead.'
  const names = listOf(people.map(nameOf))
  return `${names}${ruleInWords(rule, quorum, people.length)}${timeInWords(daysToDecide)}.`
}

/** "Chen for Ben, who is out of office until 12 Dec" */
function nameOf({ name, away }: ExpectedStep['people'][number]): string {
  if (!away) return name
  const until = `out of office until ${formatDay(away.until)}`
  return away.delegate ? `${away.delegate} for ${name} (${until})` : `${name} (${until}, and the delegate cannot sign)`
}

function ruleInWords(rule: StepRule, quorum: number | null, asked: number): string {
  if (asked === 1) return ''
  if (rule === 'all') return '; all must sign'
  const needed = rule === 'any' ? 1 : (quorum ?? 1)
  return `; ${needed} of them must sign`
}

function timeInWords(days: ExpectedStep['daysToDecide']): string {
  if (days === null) return ''
  const unit = days.kind === 'business' ? 'working day' : 'day'
  return `, within ${countOf(days.count, unit)}`
}
