import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { PROPERTY_LABELS, PropertyFields } from '#app/components/documents/property-fields.tsx'
import { buttonClass, StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { PropertiesForm } from '#app/lib/document-forms.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import type { TypedText } from '#app/lib/forms.ts'
import { requireMember, requirePermission } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

/** The header leaves its own actions out. */
export const handle: RouteHandle = { asks: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { document, own } = await answer(args.request, services.documents.get(actor, args.params.identifier ?? ''))
  requirePermission(args, actor, 'documents.edit', { own })
  const offer = await offerPeople(services, actor, { chosen: [document.ownerId, document.secondOwnerId] })
  const typed: TypedText = {
    title: document.title,
    description: document.description,
    type: document.type,
    classification: document.classification,
    ownerId: document.ownerId,
    secondOwnerId: document.secondOwnerId ?? '',
    review: document.reviewEvery === null ? '' : `${document.reviewEvery} ${document.reviewUnit}`,
    effectiveDate: document.effectiveDate ?? '',
    frameworks: document.frameworks.join(', '),
    tags: document.tags.join(', '),
  }
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    typed,
    titleFixed: document.status !== 'draft',
    mayAsk: can(actor, 'campaigns.manage'),
    offer,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  const parsed = await parseWithPeople(args.context.services, actor, form, PropertiesForm, {
    one: ['ownerId', 'secondOwnerId'],
  })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = await attempt(
    args.request,
    form,
    args.context.services.documents.change(actor, reference, parsed.value),
    {
      owner_not_eligible: 'ownerId',
    },
  )
  if (!changed.ok) return data(changed, { status: changed.status })
  const sentence = `The properties of ${changed.value.identifier} are saved.`
  return redirect(paths.document(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Properties() {
  const { org, identifier, typed, titleFixed, mayAsk, offer } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <section className="section" aria-labelledby="properties">
      <h2 id="properties">Properties</h2>
      <p className="page-sub gap-t-sm">
        {mayAsk ? (
          <>
            <Link to={paths.documentAcknowledgment(org, identifier)}>Who is asked to accept new versions</Link>,{' '}
          </>
        ) : null}
        <Link to={paths.documentCheck(org, identifier)}>Questions about what was read</Link>
      </p>
      <Form method="post" className="form gap-t" noValidate>
        <FormErrorSummary errors={failed?.errors} labels={PROPERTY_LABELS} />
        <PropertyFields typed={failed?.typed ?? typed} errors={failed?.errors} offer={offer} titleFixed={titleFixed} />
        <div className="form-foot">
          <StatusButton working="Saving">Save properties</StatusButton>
          <Link className={buttonClass()} to={paths.document(org, identifier)}>
            Cancel
          </Link>
        </div>
      </Form>
    </section>
  )
}
