import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CommandForm } from '#app/components/documents/command-form.tsx'
import { COMMANDS, type CommandFacts, type CommandPage, isCommandPage } from '#app/lib/document-commands.ts'
import { answer, attempt, noneIfForbidden, notFound } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { firstName } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#app/lib/paths.ts'

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** The header leaves its own actions out. */
export const handle = 'asks'

/** Pages of commands: each names what it will do before it is done, and asks for a reason where the record needs one. */
export async function loader(args: LoaderFunctionArgs) {
  const { command, facts, org } = await read(args)
  return { org, command, facts, today: new Date().toISOString().slice(0, 10) }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, command, facts, org } = await read(args)
  const { rounds, documents } = args.context.services
  const form = await args.request.formData()
  const reason = String(form.get('reason') ?? '').trim()
  const effectiveDate = form.get('when') === 'date' ? String(form.get('effectiveDate') ?? '') : null
  const run: Record<CommandPage, () => Promise<unknown>> = {
    withdraw: () => rounds.withdraw(actor, facts.identifier, { reason }),
    publish: () => rounds.publish(actor, facts.identifier, { effectiveDate }),
    revise: () => rounds.revise(actor, facts.identifier, { reason }),
    archive: () => rounds.archive(actor, facts.identifier, { reason }),
    restore: () => rounds.restore(actor, facts.identifier),
    delete: () => documents.remove(actor, facts.identifier),
  }
  if (effectiveDate === '')
    return { ok: false as const, errors: { effectiveDate: 'Choose a date' }, typed: { reason, when: 'date' } }
  const done = await attempt(args.request, form, run[command](), {
    reason_required: 'reason',
    effective_date_past: 'effectiveDate',
  })
  if (!done.ok) return data(done, { status: done.status })
  const flash = await withFlash({ tone: 'ok', sentence: COMMANDS[command].done(facts) })
  return redirect(command === 'delete' ? paths.documents(org) : paths.document(org, facts.identifier), flash)
}

async function read(args: Args) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { command } = args.params
  if (!isCommandPage(command)) throw notFound()
  const { document, label } = await answer(args.request, services.documents.get(actor, args.params.identifier ?? ''))
  const [latest] = await noneIfForbidden(services.rounds.ofDocument(actor, document.id))
  const facts: CommandFacts = {
    identifier: document.identifier,
    title: document.title,
    status: document.status,
    inEffect: label ? `${label.major}.${label.minor}` : null,
    awaited:
      latest?.signoffs.filter(({ status }) => status === 'pending').map(({ signerName }) => firstName(signerName)) ??
      [],
  }
  return { actor, command, facts, org: actor.orgSlug }
}

export default function Command() {
  const { org, command, facts, today } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <CommandForm {...{ org, command, facts, today }} errors={failed?.errors} typed={failed?.typed} />
}
