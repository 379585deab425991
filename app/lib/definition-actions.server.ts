import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import type { Services } from './context.ts'
import { type DefinitionDraft, edited } from './definition-draft.ts'
import { byField, parseDraft, readDraft, withTypedPeople } from './definition-form.server.ts'
import { approverChoices, notesOf, triedIn, tryOut } from './definition-page.server.ts'
import { attempt } from './errors.server.ts'
import { withFlash } from './flash.server.ts'
import type { FieldErrors } from './forms.ts'
import { isShownAgain, readShownAgain } from './shown-again.server.ts'

type Args = Pick<ActionFunctionArgs, 'request' | 'context'>

/** A form of the page that names no definition's fields: what is done with the definition as a whole. */
const COMMANDS = {
  default: { run: 'setDefault', sentence: 'It is the default now.' },
  retire: { run: 'retire', sentence: 'It is retired. Rounds that run by it go on.' },
} as const

const isCommand = (intent: string): intent is keyof typeof COMMANDS => intent in COMMANDS

/**
 * Carries out what a button of the page asks for. Whatever it is, the whole form comes back with what was typed, until
 * it is saved.
 */
export async function actOn(args: Args, actor: Actor, id: string | null) {
  const { request, context } = args
  const again = isShownAgain(request) ? await readShownAgain(request) : null
  const form = again?.form ?? (await request.formData())
  const intent = again ? 'look' : String(form.get('intent') ?? 'look')
  if (id !== null && isCommand(intent)) return command(args, actor, id, form, intent)
  const { draft, errors, words } = await withTypedPeople(context.services, actor, form, readDraft(form))
  const page = new Shown(context.services, actor, form, words)
  if (again) return page.show(draft, { ...errors, ...again.refused.errors }, 422)
  if (Object.keys(errors).length > 0) return page.show(draft, errors, 422)
  const next = edited(draft, intent)
  if (next) return page.show(next, {}, 200, addedIn(draft, next))
  const parsed = parseDraft(draft)
  if (!parsed.ok) return page.show(draft, parsed.errors, 422)
  if (intent === 'save') return save(args, actor, id, { draft, form, page, input: parsed.value })
  return page.look(draft, parsed.value, intent === 'try')
}

/** The step that is new. */
const addedIn = (before: DefinitionDraft, after: DefinitionDraft): string | null =>
  after.steps.find(({ key }) => before.steps.every((step) => step.key !== key))?.key ?? null

async function command(
  { request, context }: Args,
  actor: Actor,
  id: string,
  form: FormData,
  intent: keyof typeof COMMANDS,
) {
  const { run, sentence } = COMMANDS[intent]
  const service = context.services.approvalDefinitions
  const result = await attempt(request, form, service[run](actor, id))
  const to = paths.approvalDefinition(actor.orgSlug, id)
  const said = result.ok
    ? ({ tone: 'ok', sentence } as const)
    : ({ tone: 'bad', sentence: Object.values(result.errors).join(' ') } as const)
  return { to, init: await withFlash(said) }
}

type Saved = {
  draft: DefinitionDraft
  form: FormData
  page: Shown
  input: Extract<ReturnType<typeof parseDraft>, { ok: true }>['value']
}

async function save({ request, context }: Args, actor: Actor, id: string | null, { draft, form, page, input }: Saved) {
  const service = context.services.approvalDefinitions
  const saved = id === null ? service.create(actor, input) : service.change(actor, id, input)
  const result = await attempt(request, form, saved)
  if (!result.ok) return page.show(draft, byField(draft, result.errors), result.status)
  const { id: made, version } = result.value
  const sentence = version === 1 ? 'Saved.' : `Saved as version ${version}. Rounds that run keep theirs.`
  return { to: paths.approvalDefinition(actor.orgSlug, made), init: await withFlash({ tone: 'ok', sentence }) }
}

/** The page again, with the definition as it is in the form. */
class Shown {
  constructor(
    private readonly services: Services,
    private readonly actor: Actor,
    private readonly form: FormData,
    private readonly words: Record<string, string>,
  ) {}

  async show(draft: DefinitionDraft, errors: FieldErrors, status: number, opened: string | null = null) {
    const [first] = Object.keys(errors).filter((field) => field.includes('/'))
    return {
      status,
      shown: {
        draft,
        errors,
        opened: opened ?? first?.split('/')[0] ?? null,
        notes: [] as ReturnType<typeof notesOf>,
        run: null as Awaited<ReturnType<typeof tryOut>>['run'],
        tried: triedIn(this.form),
        words: this.words,
        names: (await approverChoices(this.services, this.actor, draft)).names,
      },
    }
  }

  /** With what is wrong and worth a look, and what a dry run comes to. */
  async look(draft: DefinitionDraft, input: Saved['input'], tries: boolean) {
    const { steps } = input
    const faults = await this.services.approvalDefinitions.examine(this.actor, input)
    const tried = tries ? await tryOut(this.services, this.actor, steps, triedIn(this.form)) : null
    const errors: FieldErrors = tried?.error ? { 'try.document': tried.error } : {}
    const { shown } = await this.show(draft, errors, 200)
    return {
      status: tried?.error ? 422 : 200,
      shown: { ...shown, notes: notesOf(draft, faults), run: tried?.run ?? null },
    }
  }
}
