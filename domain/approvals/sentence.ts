import { CATEGORIES } from '../documents/categories.ts'
import { CLASSIFICATION_LABELS } from '../documents/classification.ts'
import { DOCUMENT_KIND_LABELS } from '../documents/kinds.ts'
import { CHANGE_TYPE_LABELS } from '../documents/status.ts'
import type { Role } from '../roles.ts'
import { listOf } from '../words.ts'
import type { Approver, StepConditions, StepDefinition } from './definition.ts'

/** A piece of the sentence; with a step, what of it leads there. */
export interface SentencePart {
  text: string
  /** The step's place, from 0; null: words between. */
  step: number | null
}

/** What people and groups are called. Whoever is missing has left. */
export type NameOf = (id: string) => string | undefined

const ROLES_IN_SENTENCE = {
  admin: 'the admins',
  compliance_manager: 'the compliance managers',
  author: 'the authors',
  approver: 'the approvers',
  it_manager: 'the IT managers',
  auditor: 'the auditors',
  member: 'the members',
} as const satisfies Record<Role, string>

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inWords = (count: number): string => NUMBERS[count] ?? String(count)

const lower = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** What an approver is called inside a sentence; people have an entry each. */
function approverInWords(approver: Approver, nameOf: NameOf): string[] {
  switch (approver.kind) {
    case 'people':
      return approver.membershipIds.map((id) => nameOf(id) ?? 'somebody who left')
    case 'role':
      return [ROLES_IN_SENTENCE[approver.role]]
    case 'group':
      return [nameOf(approver.groupId) ?? 'a group that is gone']
    case 'owner':
      return ['the owner']
    case 'owner_manager':
      return ['the owner’s manager']
  }
}

/** "Ana, Ben and the IT managers" */
export const namesInWords = (approvers: readonly Approver[], nameOf: NameOf): string =>
  listOf(approvers.flatMap((approver) => approverInWords(approver, nameOf)))

/** Whether approvers stand for one person, as far as can be said without asking who has which role. */
const isOne = (approvers: readonly Approver[]): boolean => {
  const [only, ...more] = approvers
  if (!only || more.length > 0) return false
  return only.kind === 'people'
    ? only.membershipIds.length === 1
    : only.kind === 'owner' || only.kind === 'owner_manager'
}

/** "any two of Legal", "all of Ana and Ben", "the owner’s manager" */
function whoDecides({ approvers, rule, quorum, mode }: StepDefinition, nameOf: NameOf): string {
  const words = namesInWords(approvers, nameOf)
  const one = isOne(approvers)
  if (mode === 'consults') return `${words} ${one ? 'is' : 'are'} consulted`
  if (rule === 'all') return one ? words : `all of ${words}`
  return `any ${inWords(rule === 'any' ? 1 : (quorum ?? 1))} of ${words}`
}

/** "3 working days" */
export const daysInWords = ({ count, kind }: { count: number; kind: 'calendar' | 'business' }): string =>
  `${count} ${kind === 'business' ? 'working ' : ''}${count === 1 ? 'day' : 'days'}`

/** "the change is major or minor and it is confidential"; null for a step that always takes place. */
export function conditionsInWords(conditions: StepConditions): string | null {
  const { changeTypes, kinds, categories, classifications, frameworks } = conditions
  const either = (values: readonly string[]) => listOf(values, 'or')
  const all = [
    changeTypes && `the change is ${either(changeTypes.map((type) => lower(CHANGE_TYPE_LABELS[type])))}`,
    kinds && `the document is a ${either(kinds.map((kind) => lower(DOCUMENT_KIND_LABELS[kind])))}`,
    categories && `its category is ${either(categories.map((category) => lower(CATEGORIES[category].label)))}`,
    classifications && `it is ${either(classifications.map((level) => lower(CLASSIFICATION_LABELS[level])))}`,
    frameworks && `it answers to ${either(frameworks.map((framework) => `“${framework}”`))}`,
  ].filter((words) => words !== undefined)
  return all.length === 0 ? null : all.join(' and ')
}

function stepInParts(step: StepDefinition, at: number, nameOf: NameOf): SentencePart[] {
  const between = (text: string): SentencePart => ({ text, step: null })
  const condition = conditionsInWords(step.conditions)
  const { daysToDecide: days, mode, freshSignIn } = step
  const time = days === null ? '' : mode === 'consults' ? ` for ${daysInWords(days)}` : `, within ${daysInWords(days)}`
  return [
    ...(condition === null ? [] : [between(`if ${condition}, `)]),
    { text: whoDecides(step, nameOf), step: at },
    between(`${time}${freshSignIn ? ', signing in again to sign' : ''}`),
  ]
}

/** What happens to who is late, of all steps together. */
function lateInWords(steps: readonly StepDefinition[]): string {
  const deciding = steps.filter(({ mode }) => mode === 'decides')
  const told = deciding.some(({ escalation }) => escalation !== null)
  const rejecting = steps.flatMap(({ overdueAction }, at) => (overdueAction === 'reject' ? [at + 1] : []))
  const rejects = rejecting.length === 0 ? '' : `, and step ${listOf(rejecting.map(String))} rejects in the end`
  return `Who is late is reminded${told ? ', then others are notified' : ''}${rejects}. Time never approves.`
}

/**
 * A definition as a sentence: "First the owner’s manager, within 3 working days; then any two of Legal." It speaks of who
 * decides in which order, by which rule, by when, with a fresh sign-in, and under which conditions; its second sentence of
 * who is late. Two definitions that differ in these differ in it.
 */
export function sentenceOf(steps: readonly StepDefinition[], nameOf: NameOf): SentencePart[] {
  const parts = steps.flatMap((step, at): SentencePart[] => {
    const before = at === 0 ? 'First ' : '; then '
    return [{ text: before, step: null }, ...stepInParts(step, at, nameOf)]
  })
  return merged([...parts, { text: `. ${lateInWords(steps)}`, step: null }])
}

/** One step, as its list and its canvas have it: "any two of Legal, within 3 working days". */
export const stepInWords = (step: StepDefinition, nameOf: NameOf): string =>
  textOf(stepInParts({ ...step, conditions: {} }, 0, nameOf))

/** The whole of it as text. */
export const textOf = (parts: readonly SentencePart[]): string => parts.map(({ text }) => text).join('')

/** Words between, with nothing empty and no two beside one another. */
const merged = (parts: readonly SentencePart[]): SentencePart[] =>
  parts.reduce<SentencePart[]>((all, part) => {
    const last = all.at(-1)
    if (part.text === '') return all
    if (last && last.step === null && part.step === null)
      all[all.length - 1] = { text: last.text + part.text, step: null }
    else all.push(part)
    return all
  }, [])
