import { stepDueAt, type WorkCalendar } from './calendar.ts'
import type { StepDefinition } from './definition.ts'
import type { Fault } from './faults.ts'
import { type PlanFacts, resolveApprovers, stepApplies } from './plan.ts'
import { nextWake } from './schedule.ts'
import { conditionsInWords } from './sentence.ts'

/** Somebody who would be asked. */
export interface AskedPerson {
  id: string
  name: string
  timeZone: string
  /** When the first reminder would reach them, if they had not decided by then. */
  firstReminderAt: Date | null
}

export interface DryStep {
  name: string
  takesPlace: boolean
  /** Why it does not take place, in words. */
  skipped: string | null
  people: AskedPerson[]
  /** At the latest: everybody takes all the time they have. Null: nobody can say, since a step before has no limit. */
  startsAt: Date | null
  dueAt: Date | null
}

export interface DryRun {
  steps: DryStep[]
  /** When the last step ends at the latest; null: nobody can say, or it cannot end. */
  endsAt: Date | null
  errors: Fault[]
  warnings: Fault[]
}

/** What a dry run goes by, besides what decides who is asked. */
export interface DryRunFacts extends PlanFacts {
  now: Date
  /** The organization's own, by which steps are due. */
  calendar: WorkCalendar
  /** That of a person, by which they are reminded. */
  calendarOf: (membershipId: string) => WorkCalendar
}

/**
 * What would happen if a document were submitted now: who is asked, in which order, by which dates. Nobody is asked, and
 * nothing is refused: what would be refused is said.
 */
export function dryRun(definition: readonly StepDefinition[], facts: DryRunFacts): DryRun {
  const steps: DryStep[] = []
  const errors: Fault[] = []
  let at: Date | null = facts.now
  for (const [place, step] of definition.entries()) {
    if (!stepApplies(step, facts)) {
      steps.push(skippedStep(step))
      continue
    }
    const begun = takenStep(step, at, facts)
    steps.push(begun)
    errors.push(...refusalsOf(step, begun, facts).map((message) => ({ step: place, field: 'approvers', message })))
    at = begun.dueAt
  }
  const taken = steps.some(({ takesPlace }) => takesPlace)
  if (!taken) errors.push({ step: null, field: 'steps', message: 'No step takes place, so it could not be submitted' })
  return { steps, endsAt: taken && errors.length === 0 ? at : null, errors, warnings: askedTwice(steps) }
}

const skippedStep = ({ name, conditions }: StepDefinition): DryStep => ({
  name,
  takesPlace: false,
  skipped: `Only if ${conditionsInWords(conditions)}`,
  people: [],
  startsAt: null,
  dueAt: null,
})

function takenStep(step: StepDefinition, startsAt: Date | null, facts: DryRunFacts): DryStep {
  const dueAt = startsAt === null ? null : stepDueAt(startsAt, step.daysToDecide, facts.calendar)
  const nameOf = new Map(facts.members.map(({ membershipId, name }) => [membershipId, name]))
  const people = signersOf(step, facts).map((id): AskedPerson => {
    const calendar = facts.calendarOf(id)
    const open = { dueAt, lastRemindedAt: null, escalatedAt: null, calendar }
    const plan = { reminders: step.reminders, escalation: null, overdueAction: 'remind' as const }
    const firstReminderAt = startsAt === null ? null : nextWake(plan, [{ ...open, requestedAt: startsAt }])
    return { id, name: nameOf.get(id) ?? '', timeZone: calendar.timeZone, firstReminderAt }
  })
  return { name: step.name, takesPlace: true, skipped: null, people, startsAt, dueAt }
}

/** Who would be asked: as the planner has it, but without its refusals. */
const signersOf = (step: StepDefinition, facts: PlanFacts): string[] =>
  resolveApprovers(step.approvers, facts).filter((id) => facts.authorsMayApprove || !facts.authorIds.includes(id))

/** Why the planner would refuse this step. */
function refusalsOf(step: StepDefinition, { people }: DryStep, facts: DryRunFacts): string[] {
  const asked = resolveApprovers(step.approvers, facts).length
  if (people.length === 0) {
    return [
      asked > 0 ? 'Whoever it asks wrote part of the version, so nobody is left to decide' : 'Nobody could decide',
    ]
  }
  if (step.quorum !== null && step.quorum > people.length) {
    return [`It takes ${step.quorum} approvals, and ${people.length} can decide`]
  }
  return []
}

function askedTwice(steps: readonly DryStep[]): Fault[] {
  const places = new Map<string, { name: string; steps: number[] }>()
  for (const [place, { people }] of steps.entries()) {
    for (const { id, name } of people) {
      const known = places.get(id) ?? { name, steps: [] }
      places.set(id, { name, steps: [...known.steps, place] })
    }
  }
  return [...places.values()].flatMap(({ name, steps: asked }) => {
    const [, again] = asked
    if (again === undefined) return []
    const where = asked
      .map((place) => place + 1)
      .join(', ')
      .replace(/, (\d+)$/, ' and $1')
    return [{ step: again, field: 'approvers', message: `${name} is asked more than once, in steps ${where}` }]
  })
}
