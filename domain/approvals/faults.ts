import { ROLE_LABELS } from '../roles.ts'
import type { AppliesTo } from './defaults.ts'
import type { Approver, StepDefinition } from './definition.ts'
import type { Candidate } from './plan.ts'

/** What is wrong with a definition, and where. */
export interface Fault {
  /** The step's place, from 0; null: the definition as a whole. */
  step: number | null
  /** The field of the step or the definition, as the API names it. */
  field: string
  message: string
}

/** All that decides whether a definition can be carried out. */
export interface DefinitionFacts {
  /** Whoever is named or holds a role that is named, whether or not they still are members. */
  members: readonly Candidate[]
  /** Of the groups that are named, those that are there and not retired, with what they are called. */
  groups: ReadonlyMap<string, string>
  authorsMayApprove: boolean
}

interface Definition {
  steps: readonly StepDefinition[]
  appliesTo?: AppliesTo
}

/** More people in one step are nobody in particular: each would wait for the others. */
export const MOST_ASKED = 200

/** Whom an approver stands for, as far as it is known before there is a document: ids of people, and the word for the rest. */
function oneStandsFor(approver: Approver, active: readonly Candidate[]): string[] {
  switch (approver.kind) {
    case 'people':
      return active.map(idOf).filter((id) => approver.membershipIds.includes(id))
    case 'role':
      return active.filter(({ roles }) => roles.includes(approver.role)).map(idOf)
    case 'group':
      return active.filter(({ groupIds }) => groupIds.includes(approver.groupId)).map(idOf)
    case 'owner':
    case 'owner_manager':
      return [approver.kind]
  }
}

const standFor = (approvers: readonly Approver[], members: readonly Candidate[]): Set<string> => {
  const active = members.filter((member) => member.active)
  return new Set(approvers.flatMap((approver) => oneStandsFor(approver, active)))
}
const idOf = ({ membershipId }: Candidate): string => membershipId

/** Where a fault is, as the API names places: `steps/0/quorum`. */
export const placeOf = ({ step, field }: Pick<Fault, 'step' | 'field'>): string =>
  step === null ? field : `steps/${step}/${field}`

/**
 * Why a definition is not saved, each at its step and field; and what is worth a look although it is. Pages, the API and
 * the dry run say the same.
 */
export function faultsOf(
  { steps, appliesTo = {} }: Definition,
  facts: DefinitionFacts,
): { errors: Fault[]; warnings: Fault[] } {
  const inSteps = (find: (step: StepDefinition, at: number) => Omit<Fault, 'step'>[]): Fault[] =>
    steps.flatMap((step, at) => find(step, at).map((fault) => ({ step: at, ...fault })))
  return {
    errors: inSteps((step, at) => [
      ...nameFaults(step, steps.slice(0, at)),
      ...promiseFaults(step),
      ...strangers(step.approvers, 'approvers', facts),
      ...strangers(step.escalation?.to ?? [], 'escalation/to', facts),
      ...askedFaults(step, facts),
      ...lateFaults(step, facts),
    ]),
    warnings: [
      ...inSteps((step) => [...authorWarnings(step, facts), ...neverLate(step), ...neverTakesPlace(step, appliesTo)]),
      ...mayAskNobody(steps),
    ],
  }
}

function nameFaults({ name }: StepDefinition, before: readonly StepDefinition[]): Omit<Fault, 'step'>[] {
  const same = before.findIndex((step) => step.name.toLowerCase() === name.toLowerCase())
  return same < 0 ? [] : [{ field: 'name', message: `Step ${same + 1} has this name already` }]
}

/** What is stored but that no round carries out: saved so, a definition would promise what nobody keeps. */
const promiseFaults = ({ mode }: StepDefinition): Omit<Fault, 'step'>[] => [
  ...(mode === 'decides'
    ? []
    : [{ field: 'mode', message: 'Steps that consult cannot be carried out. Let this one decide' }]),
]

/** People who are named but are no active members, and groups that are retired or never were. */
const strangers = (
  approvers: readonly Approver[],
  field: string,
  { members, groups }: DefinitionFacts,
): Omit<Fault, 'step'>[] => {
  const active = new Set(members.filter((member) => member.active).map(idOf))
  return approvers.flatMap((approver, at) => {
    if (approver.kind === 'group' && !groups.has(approver.groupId)) {
      return [{ field: `${field}/${at}/groupId`, message: 'Choose a group that is not retired' }]
    }
    if (approver.kind !== 'people') return []
    return approver.membershipIds.flatMap((id, n) =>
      active.has(id) ? [] : [{ field: `${field}/${at}/membershipIds/${n}`, message: 'Choose active members' }],
    )
  })
}

function askedFaults({ approvers, quorum }: StepDefinition, facts: DefinitionFacts): Omit<Fault, 'step'>[] {
  const asked = standFor(approvers, facts.members).size
  const people = asked === 1 ? '1 person' : `${asked} people`
  if (asked === 0) return standForNobody(approvers, facts, 'approvers')
  if (asked > MOST_ASKED) {
    return [{ field: 'approvers', message: `This would ask ${people}. Ask at most ${MOST_ASKED} in a step` }]
  }
  if (quorum === null || quorum <= asked) return []
  const message = `${quorum} is more than the ${people} who can decide. Add somebody, or ask for fewer`
  return [{ field: 'quorum', message }]
}

/** Roles that nobody holds and groups that nobody is in; people who are named and gone are faults of their own. */
const standForNobody = (approvers: readonly Approver[], { members, groups }: DefinitionFacts, field: string) =>
  approvers.flatMap((approver) => {
    if (standFor([approver], members).size > 0) return []
    const message = (why: string) => [{ field, message: `${why}, so nobody could decide` }]
    if (approver.kind === 'role') return message(`Nobody has the role ${ROLE_LABELS[approver.role]}`)
    const group = approver.kind === 'group' ? groups.get(approver.groupId) : undefined
    return group === undefined ? [] : message(`Nobody is in the group ${group}`)
  })

function lateFaults(step: StepDefinition, facts: DefinitionFacts): Omit<Fault, 'step'>[] {
  const { escalation, overdueAction, approvers } = step
  if (escalation === null) {
    const again = 'To notify others again, say first whom and when'
    return overdueAction === 'escalate' ? [{ field: 'overdueAction', message: again }] : []
  }
  const told = standFor(escalation.to, facts.members)
  if (told.size === 0) {
    return standForNobody(escalation.to, facts, 'escalation/to').map((fault) => ({
      ...fault,
      message: fault.message.replace('decide', 'be notified'),
    }))
  }
  const late = standFor(approvers, facts.members)
  if (![...told].every((id) => late.has(id))) return []
  return [
    {
      field: 'escalation/to',
      message: 'These are asked themselves. Choose somebody else to notify when they are late',
    },
  ]
}

/** One person alone decides, who may have written the version and then cannot. */
function authorWarnings(step: StepDefinition, facts: DefinitionFacts): Omit<Fault, 'step'>[] {
  if (facts.authorsMayApprove || step.mode === 'consults') return []
  const [only, ...more] = standFor(step.approvers, facts.members)
  if (only === undefined || more.length > 0 || only === 'owner_manager') return []
  const name = facts.members.find(({ membershipId }) => membershipId === only)?.name
  const who = only === 'owner' ? 'the owner' : name
  return who === undefined
    ? []
    : [{ field: 'approvers', message: `If ${who} wrote part of the version, nobody is left to decide this step` }]
}

function neverLate({ daysToDecide, escalation, overdueAction }: StepDefinition): Omit<Fault, 'step'>[] {
  if (daysToDecide !== null || (escalation === null && overdueAction === 'remind')) return []
  return [
    {
      field: 'daysToDecide',
      message: 'Without days to decide this is late only by a due date that is chosen at submit',
    },
  ]
}

/** A condition that leaves out every document that the definition is for. */
function neverTakesPlace({ conditions }: StepDefinition, { kinds, categories }: AppliesTo): Omit<Fault, 'step'>[] {
  const excludes = <T>(wanted: readonly T[] | undefined, there: readonly T[] | undefined) =>
    wanted !== undefined && there !== undefined && there.length > 0 && !there.some((value) => wanted.includes(value))
  const never =
    (excludes(conditions.kinds, kinds) && !categories?.length) ||
    (excludes(conditions.categories, categories) && !kinds?.length)
  return never
    ? [{ field: 'conditions', message: 'No document that this definition is for meets these conditions' }]
    : []
}

const hasConditions = ({ conditions }: StepDefinition): boolean =>
  Object.values(conditions).some((values) => values !== undefined)

const mayAskNobody = (steps: readonly StepDefinition[]): Fault[] =>
  steps.length > 0 && steps.every(hasConditions)
    ? [
        {
          step: null,
          field: 'steps',
          message: 'A document that meets none of the conditions asks nobody and cannot be submitted',
        },
      ]
    : []
