import type { OverdueAction, StepDefinition } from './definition.ts'
import { conditionsInWords, daysInWords, type NameOf, namesInWords, stepInWords } from './sentence.ts'

/** One thing in which two versions of a definition differ. */
export interface DefinitionChange {
  step: string
  what: string
  /** Null for a step that was added. */
  before: string | null
  /** Null for a step that was taken out. */
  after: string | null
}

const OVERDUE = {
  remind: 'goes on reminding',
  escalate: 'notifies again and again',
  reject: 'rejects',
} as const satisfies Record<OverdueAction, string>

const days = (count: number): string => daysInWords({ count, kind: 'calendar' })

/** What is compared of a step, in words. */
const factsOf = (step: StepDefinition, place: number, nameOf: NameOf): Record<string, string> => ({
  Place: `Step ${place + 1}`,
  'Who and how': stepInWords(step, nameOf),
  'Only if': conditionsInWords(step.conditions) ?? 'always',
  Reminders: remindersInWords(step),
  'Notified when late': escalationInWords(step, nameOf),
  'When it stays late': OVERDUE[step.overdueAction],
  'Text in the request': step.notification ?? 'none',
})

function remindersInWords({ reminders: { everyDays, lastDay } }: StepDefinition): string {
  const regular = everyDays === null ? [] : [`every ${days(everyDays)}`]
  return [...regular, ...(lastDay ? ['on the last day'] : [])].join(' and ') || 'none before it is late'
}

const escalationInWords = ({ escalation }: StepDefinition, nameOf: NameOf): string =>
  escalation === null ? 'nobody' : `${namesInWords(escalation.to, nameOf)}, after ${days(escalation.afterDays)}`

/** In what two versions differ, step by step. A step is the same one if it has the same name. */
export function changesBetween(
  before: readonly StepDefinition[],
  after: readonly StepDefinition[],
  nameOf: NameOf,
): DefinitionChange[] {
  const gone = before.filter(({ name }) => !after.some((step) => step.name === name))
  const changed = after.flatMap((step, place) => {
    const was = before.findIndex(({ name }) => name === step.name)
    const earlier = before[was]
    if (!earlier) return [{ step: step.name, what: 'Added', before: null, after: stepInWords(step, nameOf) }]
    const [old, now] = [factsOf(earlier, was, nameOf), factsOf(step, place, nameOf)]
    return Object.keys(now).flatMap((what): DefinitionChange[] =>
      old[what] === now[what] ? [] : [{ step: step.name, what, before: old[what] ?? '', after: now[what] ?? '' }],
    )
  })
  const removed = gone.map((step) => ({
    step: step.name,
    what: 'Taken out',
    before: stepInWords(step, nameOf),
    after: null,
  }))
  return [...changed, ...removed]
}
