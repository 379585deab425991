import type { Actor } from '#domain/actor.ts'
import type { Fault } from '#domain/approvals/faults.ts'
import { ROLE_LABELS, ROLES } from '#domain/roles.ts'
import type { Services } from './context.ts'
import type { DefinitionDraft } from './definition-draft.ts'
import { TOKEN_LABELS } from './definition-words.ts'
import { isDomainError } from './errors.server.ts'
import { text, wordList } from './form-fields.ts'
import { chosenPeople, offerPeople } from './people.server.ts'

/** The groups that a list offers: more nobody reads. */
const MOST_GROUPS = 100

/** Whom the form can name, and what those are called whom the definition names. */
export async function approverChoices(services: Services, actor: Actor, draft: DefinitionDraft) {
  const offer = await offerPeople(services, actor)
  const named = draft.steps
    .flatMap(({ who, lateTo }) => [...who, ...lateTo])
    .flatMap((token) => (token.startsWith('person:') ? [token.slice('person:'.length)] : []))
  const people = await chosenPeople(services, actor, named)
  const { groups } = await services.groups.list(actor, { limit: MOST_GROUPS })
  return {
    offer,
    names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    choices: [
      ...Object.entries(TOKEN_LABELS).map(([value, label]) => ({ value, label })),
      ...groups.map(({ id, name }) => ({ value: `group:${id}`, label: `Group: ${name}` })),
      ...ROLES.map((role) => ({ value: `role:${role}`, label: `Role: ${ROLE_LABELS[role]}` })),
      ...(offer.more ? [] : offer.people.map(({ id, name }) => ({ value: `person:${id}`, label: name }))),
    ],
  }
}

/** What is wrong with a definition and what is worth a look, at the steps of its form. */
export const notesOf = (draft: DefinitionDraft, { errors, warnings }: { errors: Fault[]; warnings: Fault[] }) => [
  ...errors.map(({ step, message }) => ({ step: keyAt(draft, step), message, tone: 'error' as const })),
  ...warnings.map(({ step, message }) => ({ step: keyAt(draft, step), message, tone: 'warning' as const })),
]

const keyAt = (draft: DefinitionDraft, step: number | null): string | null =>
  step === null ? null : (draft.steps[step]?.key ?? null)

/** What the form of a dry run has, by name. */
export function triedIn(form: FormData): Record<string, string> {
  const names = ['document', 'changeType', 'kind', 'category', 'classification', 'frameworks']
  return Object.fromEntries(names.map((name) => [name, text.parse(form.get(`try.${name}`) ?? '')]))
}

type Run = Awaited<ReturnType<Services['approvalDefinitions']['dryRunOf']>>
type Steps = Parameters<Services['approvalDefinitions']['dryRunOf']>[1]

/** Tries steps with what the form says. What names no document is said at the field, so that nothing typed is lost. */
export async function tryOut(
  { approvalDefinitions }: Services,
  actor: Actor,
  steps: Steps,
  tried: Record<string, string>,
) {
  const { document = '', frameworks = '' } = tried
  const given = Object.entries(tried).filter(([name, value]) => name !== 'frameworks' && value.trim() !== '')
  const asked = { ...Object.fromEntries(given), frameworks: wordList.parse(frameworks) }
  try {
    return { run: runView(await approvalDefinitions.dryRunOf(actor, steps, asked)), error: null }
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (error.code === 'not_found') return { run: null, error: `There is no document “${document.trim()}”` }
    return { run: null, error: 'This cannot be tried. Choose from the lists' }
  }
}

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null

const runView = ({ tried, steps, endsAt, errors, warnings, timeZone }: Run) => ({
  about: tried.document
    ? `If ${tried.document.identifier} were submitted now as a change that is ${tried.changeType}:`
    : `If you submitted such a ${tried.kind} now:`,
  timeZone,
  endsAt: isoOf(endsAt),
  steps: steps.map(({ name, skipped, startsAt, dueAt, people }) => ({
    name,
    skipped,
    startsAt: isoOf(startsAt),
    dueAt: isoOf(dueAt),
    people: people.map((person) => ({ ...person, firstReminderAt: isoOf(person.firstReminderAt) })),
  })),
  errors,
  warnings,
})
