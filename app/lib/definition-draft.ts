import type { AppliesTo } from '#domain/approvals/defaults.ts'
import {
  type ApprovalType,
  type Approver,
  DAY_KINDS,
  OVERDUE_ACTIONS,
  STEP_MODES,
  STEP_RULES,
  type StepDefinition,
} from '#domain/approvals/definition.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { isRole } from '#domain/roles.ts'

/**
 * A definition as its form has it: text as it was typed, approvers as words ("owner", "role:approver", "group:…", "person:…"). Page,
 * canvas and server change it by the same functions, so that all of it works without scripts.
 */
export interface DraftStep {
  /** Names the step in the form as long as it is edited. */
  key: string
  name: string
  mode: string
  who: readonly string[]
  rule: string
  quorum: string
  days: string
  dayKind: string
  everyDays: string
  lastDay: boolean
  lateAfter: string
  lateTo: readonly string[]
  overdueAction: string
  freshSignIn: boolean
  notification: string
  changeTypes: readonly string[]
  kinds: readonly string[]
  categories: readonly string[]
  classifications: readonly string[]
  /** With commas between. */
  frameworks: string
}
export interface DefinitionDraft {
  name: string
  type: string
  kinds: readonly string[]
  categories: readonly string[]
  steps: readonly DraftStep[]
}

export const blankStep = (key: string): DraftStep => ({
  key,
  name: '',
  mode: 'decides',
  who: [],
  rule: 'all',
  quorum: '',
  days: '5',
  dayKind: 'business',
  everyDays: '7',
  lastDay: true,
  lateAfter: '',
  lateTo: [],
  overdueAction: 'remind',
  freshSignIn: false,
  notification: '',
  changeTypes: [],
  kinds: [],
  categories: [],
  classifications: [],
  frameworks: '',
})

/** A definition that nobody has begun yet. */
export const blankDraft = (type: ApprovalType): DefinitionDraft => ({
  name: '',
  type,
  kinds: [],
  categories: [],
  steps: [blankStep('s1')],
})

const textOf = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** An approver in words that a form can send. */
const tokensOf = (approvers: readonly Approver[]): string[] =>
  approvers.flatMap((approver) => {
    if (approver.kind === 'people') return approver.membershipIds.map((id) => `person:${id}`)
    if (approver.kind === 'group') return [`group:${approver.groupId}`]
    return approver.kind === 'role' ? [`role:${approver.role}`] : [approver.kind]
  })

/** The approvers that words stand for; people who follow one another are one approver. Words of nothing are left out. */
export function approversOf(tokens: readonly string[]): Approver[] {
  const approvers: Approver[] = []
  for (const token of tokens) {
    const [kind, value = ''] = token.split(':')
    const last = approvers.at(-1)
    if (kind === 'owner' || kind === 'owner_manager') approvers.push({ kind })
    else if (kind === 'role' && isRole(value)) approvers.push({ kind, role: value })
    else if (kind === 'group') approvers.push({ kind, groupId: value })
    else if (kind === 'person' && last?.kind === 'people') last.membershipIds.push(value)
    else if (kind === 'person') approvers.push({ kind: 'people', membershipIds: [value] })
  }
  return approvers
}

/** A stored definition, to be edited. */
export function draftOf(definition: {
  name: string
  type: ApprovalType
  appliesTo: AppliesTo
  steps: readonly StepDefinition[]
}): DefinitionDraft {
  const { name, type, appliesTo, steps } = definition
  return {
    name,
    type,
    kinds: appliesTo.kinds ?? [],
    categories: appliesTo.categories ?? [],
    steps: steps.map((step, at) => ({
      key: `s${at + 1}`,
      name: step.name,
      mode: step.mode,
      who: tokensOf(step.approvers),
      rule: step.rule,
      quorum: textOf(step.quorum),
      days: textOf(step.daysToDecide?.count),
      dayKind: step.daysToDecide?.kind ?? 'business',
      everyDays: textOf(step.reminders.everyDays),
      lastDay: step.reminders.lastDay,
      lateAfter: textOf(step.escalation?.afterDays),
      lateTo: tokensOf(step.escalation?.to ?? []),
      overdueAction: step.overdueAction,
      freshSignIn: step.freshSignIn,
      notification: step.notification ?? '',
      changeTypes: step.conditions.changeTypes ?? [],
      kinds: step.conditions.kinds ?? [],
      categories: step.conditions.categories ?? [],
      classifications: step.conditions.classifications ?? [],
      frameworks: (step.conditions.frameworks ?? []).join(', '),
    })),
  }
}

/** A number as it was typed; what is none makes the schema say so. */
const numberIn = (text: string): number | null => {
  const typed = text.trim()
  if (typed === '') return null
  return /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
}

const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

/** A list that names nothing is no condition. */
const given = <T>(name: string, values: readonly T[]): Record<string, readonly T[]> =>
  values.length === 0 ? {} : { [name]: values }

/** What the service is given. It may be wrong anywhere: the schema of the service says where. */
export const inputOf = ({ name, type, kinds, categories, steps }: DefinitionDraft) => ({
  name,
  type,
  appliesTo: { ...given('kinds', kinds), ...given('categories', categories) },
  steps: steps.map(stepInput),
})

function stepInput(step: DraftStep) {
  const days = numberIn(step.days)
  const lateAfter = numberIn(step.lateAfter)
  return {
    name: step.name,
    mode: step.mode,
    approvers: approversOf(step.who),
    rule: step.rule,
    quorum: step.rule === 'quorum' ? (numberIn(step.quorum) ?? Number.NaN) : null,
    daysToDecide: days === null ? null : { count: days, kind: step.dayKind },
    reminders: { everyDays: numberIn(step.everyDays), lastDay: step.lastDay },
    escalation:
      lateAfter === null && step.lateTo.length === 0
        ? null
        : { afterDays: lateAfter ?? 1, to: approversOf(step.lateTo) },
    overdueAction: step.overdueAction,
    freshSignIn: step.freshSignIn,
    notification: step.notification.trim() === '' ? null : step.notification,
    conditions: {
      ...given('changeTypes', step.changeTypes),
      ...given('kinds', step.kinds),
      ...given('categories', step.categories),
      ...given('classifications', step.classifications),
      ...given('frameworks', wordsIn(step.frameworks)),
    },
  }
}

const known = <T extends string>(values: readonly T[], given: readonly string[]): T[] =>
  values.filter((value) => given.includes(value))
const orFirst = <T extends string>(values: readonly [T, ...T[]], given: string): T =>
  values.find((value) => value === given) ?? values[0]
const orNull = (text: string): number | null => numberIn(text) || null

/** The steps as far as the form makes sense, to show what it says while somebody still writes it. */
export const stepsSoFar = ({ steps }: DefinitionDraft): StepDefinition[] =>
  steps.map((step) => {
    const input = stepInput(step)
    const days = orNull(step.days)
    const { changeTypes, kinds, categories, classifications, frameworks } = step
    const conditions = {
      ...given('changeTypes', known(CHANGE_TYPES, changeTypes)),
      ...given('kinds', known(DOCUMENT_KINDS, kinds)),
      ...given('categories', known(CATEGORY_CODES, categories)),
      ...given('classifications', known(CLASSIFICATIONS, classifications)),
      ...given('frameworks', wordsIn(frameworks)),
    }
    return {
      ...input,
      mode: orFirst(STEP_MODES, step.mode),
      rule: orFirst(STEP_RULES, step.rule),
      quorum: step.rule === 'quorum' ? orNull(step.quorum) : null,
      daysToDecide: days === null ? null : { count: days, kind: orFirst(DAY_KINDS, step.dayKind) },
      reminders: { everyDays: orNull(step.everyDays), lastDay: step.lastDay },
      escalation: input.escalation && { ...input.escalation, afterDays: orNull(step.lateAfter) ?? 1 },
      overdueAction: orFirst(OVERDUE_ACTIONS, step.overdueAction),
      conditions: conditions as StepDefinition['conditions'],
    }
  })

/** A key that no step has. */
function newKey(steps: readonly DraftStep[]): string {
  const used = steps.map(({ key }) => Number(key.slice(1))).filter(Number.isSafeInteger)
  return `s${Math.max(0, ...used) + 1}`
}

const placeOf = (steps: readonly DraftStep[], key: string): number => steps.findIndex((step) => step.key === key)

const withSteps = (draft: DefinitionDraft, steps: readonly DraftStep[]): DefinitionDraft => ({ ...draft, steps })

/** A new step after one, or at the end. */
export function addStep(draft: DefinitionDraft, after?: string): DefinitionDraft {
  const { steps } = draft
  const at = after === undefined ? -1 : placeOf(steps, after)
  const place = at < 0 ? steps.length : at + 1
  return withSteps(draft, steps.toSpliced(place, 0, blankStep(newKey(steps))))
}

/** The same step once more, right after it, with a name of its own. */
export function duplicateStep(draft: DefinitionDraft, key: string): DefinitionDraft {
  const at = placeOf(draft.steps, key)
  const step = draft.steps[at]
  if (!step) return draft
  const taken = new Set(draft.steps.map(({ name }) => name.toLowerCase()))
  let name = step.name
  for (let n = 2; name !== '' && taken.has(name.toLowerCase()); n += 1) name = `${step.name} ${n}`
  return withSteps(draft, draft.steps.toSpliced(at + 1, 0, { ...step, key: newKey(draft.steps), name }))
}

export const deleteStep = (draft: DefinitionDraft, key: string): DefinitionDraft =>
  placeOf(draft.steps, key) < 0
    ? draft
    : withSteps(
        draft,
        draft.steps.filter((step) => step.key !== key),
      )

/** The step at another place, from 0. */
export function placeStep(draft: DefinitionDraft, key: string, place: number): DefinitionDraft {
  const at = placeOf(draft.steps, key)
  const step = draft.steps[at]
  const to = Math.max(0, Math.min(place, draft.steps.length - 1))
  if (!step || to === at) return draft
  return withSteps(draft, draft.steps.toSpliced(at, 1).toSpliced(to, 0, step))
}

/** The step one place up (-1) or down (1). */
export const moveStep = (draft: DefinitionDraft, key: string, by: 1 | -1): DefinitionDraft =>
  placeStep(draft, key, placeOf(draft.steps, key) + by)

/** The step right after another one, as an arrow drawn between them says. A step comes after itself nowhere. */
export function putAfter(draft: DefinitionDraft, key: string, before: string): DefinitionDraft {
  const [from, to] = [placeOf(draft.steps, key), placeOf(draft.steps, before)]
  if (from < 0 || to < 0 || from === to) return draft
  return placeStep(draft, key, from < to ? to : to + 1)
}

/** Some of a step's fields changed. */
export const changeStep = (draft: DefinitionDraft, key: string, changes: Partial<DraftStep>): DefinitionDraft =>
  withSteps(
    draft,
    draft.steps.map((step) => (step.key === key ? { ...step, ...changes } : step)),
  )

/** A list of a step with one more, or one fewer. */
export const toggled = (list: readonly string[], value: string, on: boolean): string[] =>
  on ? [...list.filter((one) => one !== value), value] : list.filter((one) => one !== value)

/** What a button of the form does to the definition; null for a button that does something else. `up:s2` moves step s2 up. */
export function edited(draft: DefinitionDraft, intent: string): DefinitionDraft | null {
  const [command, key = '', list = '', ...token] = intent.split(':')
  switch (command) {
    case 'add':
      return addStep(draft, key || undefined)
    case 'duplicate':
      return duplicateStep(draft, key)
    case 'delete':
      return deleteStep(draft, key)
    case 'up':
      return moveStep(draft, key, -1)
    case 'down':
      return moveStep(draft, key, 1)
    case 'take':
      // What is chosen to be added is added with every button.
      return draft
    case 'drop': {
      const step = draft.steps.find((one) => one.key === key)
      if (!step || (list !== 'who' && list !== 'lateTo')) return draft
      return changeStep(draft, key, { [list]: toggled(step[list], token.join(':'), false) })
    }
    default:
      return null
  }
}
