import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitForm } from '#app/components/approvals/submit-form.tsx'
import { ImportNote } from '#app/components/editor/import-note.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember, requirePermission } from '#app/lib/guard.server.ts'
import { chosenPeople, offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import { SubmitPageForm, submittedBefore } from '#app/lib/round-forms.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { isShownAgain, readShownAgain } from '#app/lib/shown-again.server.ts'
import { isSentBack } from '#domain/approvals/definition.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { can, rolesThatCan } from '#domain/roles.ts'

/** The header leaves its own actions out. */
export const handle: RouteHandle = { asks: true, showsAgain: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reads = documentReads(args, actor)
  const summary = await answer(args.request, reads.summary())
  const { document, own } = summary
  requirePermission(args, actor, 'documents.submit', { own })
  const draft = await answer(args.request, services.drafts.get(actor, document.id))
  const { settings, timeZone } = await services.organizations.get(actor)
  const offer = await offerPeople(services, actor, { rolesFirst: rolesThatCan('signoffs.be_asked') })
  const expected = await answer(args.request, services.rounds.expectedSteps(actor, document.id))
  const away = await services.absences.today(actor)
  const today = dateIn(new Date(), timeZone)
  const [newest] = await reads.visibleRound()
  const isText = newest?.round.purpose === 'approval'
  const before =
    newest && isText && isSentBack(newest.round.status) ? submittedBefore(newest, { timeZone, today }) : null
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    first: summary.label === null,
    inEffect: summary.label ? `${summary.label.major}.${summary.label.minor}` : null,
    mayPublish: can(actor, 'documents.publish'),
    effectiveDate: document.effectiveDate,
    today,
    tomorrow: addDays(today, 1),
    reason: document.revisionReason,
    offer,
    away: Object.fromEntries(away.map(({ membershipId, untilDay }) => [membershipId, untilDay])),
    expected,
    authorIds: settings.authorsMayApprove === true ? [] : draft.authorIds,
    before: before?.typed,
    warnings: draft.importWarnings,
    signersBefore: before ? await chosenPeople(services, actor, before.signerIds) : [],
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const { services } = args.context
  const again = isShownAgain(args.request) ? await readShownAgain(args.request) : null
  const form = again?.form ?? (await args.request.formData())
  const refused = async <T extends object>(why: T) => {
    const chosen = await chosenPeople(services, actor, form.getAll('signerIds'))
    return { ...why, chosen }
  }
  if (again) return data(await refused(again.refused), { status: 422 })
  const parsed = await parseWithPeople(services, actor, form, SubmitPageForm, { many: ['signerIds'] })
  if (!parsed.ok) return data(await refused(parsed), { status: 422 })
  const submitted = await attempt(args.request, form, services.rounds.submit(actor, reference, parsed.value), {
    no_signers: 'signerIds',
    signer_not_eligible: 'signerIds',
    author_cannot_approve: 'signerIds',
    due_date_past: 'dueDate',
    effective_date_past: 'effectiveDate',
    change_summary_required: 'changeSummary',
    change_type_not_allowed: 'changeType',
  })
  if (!submitted.ok) return data(await refused(submitted), { status: submitted.status })
  const asked = parsed.value.signerIds?.length ?? 0
  const sentence = `Submitted. ${asked > 0 ? `${countOf(asked, 'person is', 'people are')} asked to sign.` : 'The signers are asked.'}`
  return redirect(paths.document(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Submit() {
  const page = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      {page.warnings.length > 0 ? (
        <div className="gap-t">
          <ImportNote {...page} />
        </div>
      ) : null}
      <SubmitForm
        {...page}
        chosen={failed?.chosen ?? page.signersBefore}
        errors={failed?.errors}
        typed={failed?.typed ?? page.before}
      />
    </>
  )
}
