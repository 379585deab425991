import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { DefinitionInput } from '#services/approval-definitions/input.ts'
import type { Services } from './context.ts'
import { type DefinitionDraft, type DraftStep, inputOf, toggled } from './definition-draft.ts'
import { many } from './form-fields.ts'
import type { FieldErrors } from './forms.ts'
import { parseWithPeople } from './people.server.ts'
import { wordsOf } from './people.ts'

/** More than a definition may have: what is beyond is refused by its schema, in words. */
const MOST_READ = 60

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
const list = (form: FormData, name: string): string[] => [
  ...new Set(form.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '')),
]

/** The definition as its form sends it. Whatever stands in the fields stays, right or wrong. */
export function readDraft(form: FormData): DefinitionDraft {
  const keys = list(form, 'step')
    .filter((key) => /^s\d{1,6}$/.test(key))
    .slice(0, MOST_READ)
  return {
    name: text(form, 'name'),
    type: text(form, 'type'),
    kinds: list(form, 'kinds'),
    categories: list(form, 'categories'),
    steps: keys.map((key) => readStep(form, key)),
  }
}

/** With whom somebody has chosen to add, whichever button was pressed. */
function readStep(form: FormData, key: string): DraftStep {
  const field = (name: string) => text(form, `${key}.${name}`)
  const values = (name: string) => list(form, `${key}.${name}`)
  const tokens = (name: 'who' | 'lateTo') => {
    const added = field(`${name}.add`)
    return added === '' ? values(name) : toggled(values(name), added, true)
  }
  return {
    key,
    name: field('name'),
    mode: field('mode'),
    who: tokens('who'),
    rule: field('rule'),
    quorum: field('quorum'),
    days: field('days'),
    dayKind: field('dayKind'),
    everyDays: field('everyDays'),
    lastDay: field('lastDay') === 'on',
    lateAfter: field('lateAfter'),
    lateTo: tokens('lateTo'),
    overdueAction: field('overdueAction'),
    freshSignIn: field('freshSignIn') === 'on',
    notification: field('notification'),
    changeTypes: values('changeTypes'),
    kinds: values('kinds'),
    categories: values('categories'),
    classifications: values('classifications'),
    frameworks: field('frameworks'),
  }
}

const Named = z.object({ ids: many })

/** With the people whom somebody has typed by name, where there are too many for a list; what names nobody stays typed. */
export async function withTypedPeople(
  services: Services,
  actor: Actor,
  form: FormData,
  draft: DefinitionDraft,
): Promise<{ draft: DefinitionDraft; errors: FieldErrors; words: Record<string, string> }> {
  const errors: FieldErrors = {}
  const words: Record<string, string> = {}
  const steps: DraftStep[] = []
  for (const step of draft.steps) {
    let changed = step
    for (const field of ['who', 'lateTo'] as const) {
      const name = wordsOf(`${step.key}.${field}`)
      const typed = text(form, name)
      if (typed.trim() === '') continue
      const asked = new FormData()
      asked.set(wordsOf('ids'), typed)
      const found = await parseWithPeople(services, actor, asked, Named, { many: ['ids'] })
      for (const id of list(asked, 'ids'))
        changed = { ...changed, [field]: toggled(changed[field], `person:${id}`, true) }
      if (found.ok) continue
      words[name] = text(asked, wordsOf('ids'))
      errors[`${step.key}/${field}`] = found.errors.ids ?? 'Nobody is called so'
    }
    steps.push(changed)
  }
  return { draft: { ...draft, steps }, errors, words }
}

/** What is said where the schema itself says nothing that people understand. */
function inWords(issue: { code?: string; origin?: unknown; minimum?: unknown; maximum?: unknown }): string | undefined {
  if (issue.code === 'invalid_type') return 'Write a whole number'
  if (issue.code === 'too_small' && issue.origin === 'number') return `Write ${issue.minimum} or more`
  if (issue.code === 'too_big' && issue.origin === 'number') return `Write ${issue.maximum} or less`
  return issue.code === 'invalid_value' ? 'Choose one from the list' : undefined
}

/** The definition as the service takes it, or what is wrong with it, by the fields of the form. */
export function parseDraft(
  draft: DefinitionDraft,
): { ok: true; value: z.output<typeof DefinitionInput> } | { ok: false; errors: FieldErrors } {
  const parsed = DefinitionInput.safeParse(inputOf(draft), { error: inWords })
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors: FieldErrors = {}
  for (const { path, message } of parsed.error.issues) errors[path.join('/')] ??= message
  return { ok: false, errors: byField(draft, errors) }
}

/** What the service calls the fields of a step, by what the form calls them. */
const FIELDS = {
  name: 'name',
  mode: 'mode',
  approvers: 'who',
  rule: 'rule',
  quorum: 'quorum',
  daysToDecide: 'days',
  reminders: 'everyDays',
  'escalation/afterDays': 'lateAfter',
  'escalation/to': 'lateTo',
  escalation: 'lateTo',
  overdueAction: 'overdueAction',
  freshSignIn: 'freshSignIn',
  notification: 'notification',
  'conditions/frameworks': 'frameworks',
  conditions: 'conditions',
} as const

/** Sentences by the places of the API, as `steps/0/quorum`, by the fields of the form: `s1/quorum`. */
export function byField(draft: DefinitionDraft, errors: FieldErrors): FieldErrors {
  const named = Object.entries(errors).map(([place, sentence]) => {
    const [, at, rest] = /^steps\/(\d+)\/?(.*)$/.exec(place) ?? []
    const key = at === undefined ? undefined : draft.steps[Number(at)]?.key
    if (key === undefined || rest === undefined) return [place.split('/')[0] ?? '', sentence] as const
    const field = Object.entries(FIELDS).find(([name]) => rest === name || rest.startsWith(`${name}/`))
    return [`${key}/${field?.[1] ?? 'name'}`, sentence] as const
  })
  // The first sentence of a field stays.
  return Object.fromEntries(named.toReversed())
}
