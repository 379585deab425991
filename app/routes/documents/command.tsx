import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CommandForm } from '#app/components/documents/command-form.tsx'
import { COMMANDS, type CommandFacts, type CommandPage, isCommandPage } from '#app/lib/document-commands.ts'
import { answer, attempt, noneIfForbidden, notFound } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { firstName } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember, requirePermission } from '#app/lib/guard.server.ts'
import { plannedDay } from '#app/lib/planned.ts'
import { CommandPageForm } from '#app/lib/round-forms.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { type LaterPurpose, PURPOSES } from '#domain/approvals/purposes.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { assertDeletable, transition } from '#domain/documents/lifecycle.ts'
import { DomainError } from '#domain/errors.ts'
import { paths } from '#domain/paths.ts'

const LONGEST_REASON = 2_000

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** The header leaves its own actions out. */
export const handle: RouteHandle = { asks: true }

/** Pages of commands: each names what it will do before it is done, and asks for a reason where the record needs one. */
export async function loader(args: LoaderFunctionArgs) {
  const { command, facts, org, versions, timeZone, asked } = await read(args)
  await answer(
    args.request,
    Promise.resolve().then(() => assertPossible(command, facts, versions)),
  )
  const reason = new URL(args.request.url).searchParams.get('reason')?.slice(0, LONGEST_REASON) ?? ''
  return { org, command, facts, asked, reason, tomorrow: addDays(dateIn(new Date(), timeZone), 1) }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, command, facts, org } = await read(args)
  const { rounds, documents } = args.context.services
  const form = await args.request.formData()
  const parsed = parseForm(form, CommandPageForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { reason, effectiveDate } = parsed.value
  const run: Record<CommandPage, () => Promise<unknown>> = {
    withdraw: () => rounds.withdraw(actor, facts.identifier, { reason }),
    publish: () => rounds.publish(actor, facts.identifier, { effectiveDate }),
    unplan: () => rounds.unplan(actor, facts.identifier),
    revise: () => rounds.revise(actor, facts.identifier, { reason }),
    archive: () => rounds.archive(actor, facts.identifier, { reason }),
    restore: () => rounds.restore(actor, facts.identifier),
    delete: () => documents.remove(actor, facts.identifier),
  }
  const done = await attempt(args.request, form, run[command](), {
    reason_required: 'reason',
    effective_date_past: 'effectiveDate',
  })
  if (!done.ok) return data(done, { status: done.status })
  const flash = await withFlash({ tone: 'ok', sentence: COMMANDS[command].done(facts) })
  return redirect(command === 'delete' ? paths.documents(org) : paths.document(org, facts.identifier), flash)
}

/** What others may have to decide before it happens. */
const PURPOSE_OF: Partial<Record<CommandPage, LaterPurpose>> = { publish: 'publication', archive: 'retirement' }
/** What waits until the round that runs is over. */
const ASKED_FIRST: ReadonlySet<CommandPage> = new Set(['publish', 'revise', 'archive'])

/** A page that only leads to a refusal is none: what the command itself would answer is said here. */
function assertPossible(command: CommandPage, { status, planned, open }: CommandFacts, versions: number): void {
  if (command === 'withdraw' && open !== null) return
  if (open !== null && ASKED_FIRST.has(command)) throw new DomainError('round_open', { noun: PURPOSES[open].noun })
  if (command === 'unplan') {
    if (planned === null) throw new DomainError('publication_not_planned')
  } else if (command === 'delete') assertDeletable(status, versions > 0 ? ['its versions'] : [])
  else transition(status, command)
}

/** What the command is about, for whoever may give it. */
async function read(args: Args) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { command } = args.params
  if (!isCommandPage(command)) throw notFound()
  const { document, label, own, versions, timeZone } = await answer(
    args.request,
    services.documents.get(actor, args.params.identifier ?? ''),
  )
  requirePermission(args, actor, COMMANDS[command].needs, { own })
  const [latest] = await noneIfForbidden(
    services.rounds.ofDocument(actor, document.id, { limit: 1 }).then(({ rounds }) => rounds),
  )
  const running = latest?.round.status === 'running' ? latest : null
  const purpose = PURPOSE_OF[command]
  const asked = purpose && !running ? await services.rounds.whoDecides(actor, document.id, purpose) : null
  const facts: CommandFacts = {
    asksOthers: asked !== null,
    open: running?.round.purpose ?? null,
    identifier: document.identifier,
    title: document.title,
    status: document.status,
    planned: plannedDay(document, timeZone),
    inEffect: label ? `${label.major}.${label.minor}` : null,
    awaited:
      latest?.signoffs.filter(({ status }) => status === 'pending').map(({ signerName }) => firstName(signerName)) ??
      [],
    asks:
      command === 'publish'
        ? await answer(args.request, services.campaigns.expectedOnPublish(actor, document.id))
        : null,
  }
  return {
    actor,
    command,
    facts,
    asked: asked && purpose ? { purpose, outlook: asked } : null,
    versions,
    timeZone,
    org: actor.orgSlug,
  }
}

export default function Command() {
  const { org, command, facts, reason, tomorrow, asked } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <CommandForm
      {...{ org, command, facts, tomorrow, asked }}
      errors={failed?.errors}
      typed={failed?.typed ?? { reason }}
    />
  )
}
