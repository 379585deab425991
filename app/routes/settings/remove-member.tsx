import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button, StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PersonField } from '#app/components/ui/person-field.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { blankIsNull } from '#app/lib/form-fields.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Remove a member · Accord' }]

const choice = blankIsNull(z.uuid('Choose one from the list')).default(null)
const RemoveForm = z.object({ ownerSuccessorId: choice, signerSuccessorId: choice })

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { members } = args.context.services
  const preview = await answer(args.request, members.removalPreview(actor, args.params.member ?? ''))
  const { member, owned, hidden, rounds } = preview
  return {
    org: actor.orgSlug,
    member: { id: member.id, name: member.name },
    owned,
    hidden,
    rounds,
    offer: await offerPeople(args.context.services, actor),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = await parseWithPeople(args.context.services, actor, form, RemoveForm, {
    one: ['ownerSuccessorId', 'signerSuccessorId'],
  })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const removed = args.context.services.members.remove(actor, args.params.member ?? '', parsed.value)
  const result = await attempt(args.request, form, removed, { no_signers: 'signerSuccessorId' })
  if (!result.ok) return data(result, { status: result.status })
  const { documents, signoffs } = result.value
  const sentence = `Removed. ${countOf(documents, 'document')} and ${countOf(signoffs, 'request')} to sign changed hands.`
  throw redirect(paths.settings(actor.orgSlug, 'members'), await withFlash({ tone: 'ok', sentence }))
}

export default function RemoveMember() {
  const { org, member, owned, hidden, rounds, offer } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const leaving = { id: member.id, because: 'Is being removed' }
  return (
    <section className="section">
      <div className="section-head">
        <h2>Remove {member.name}</h2>
      </div>
      <Form method="post" className="form" noValidate>
        <FormErrorSummary
          errors={failed?.errors}
          labels={{ ownerSuccessorId: 'Who owns their documents', signerSuccessorId: 'Who signs instead' }}
        />
        <Note tone="warning">
          {member.name} loses access at once and their API keys stop. What they signed stays. They own{' '}
          {countOf(owned.length + hidden, 'document')} and are asked to sign in {countOf(rounds, 'running round')}.
        </Note>
        {owned.length + hidden > 0 ? (
          <>
            <ul className="plain-list">
              {owned.slice(0, 10).map(({ identifier, title }) => (
                <li key={identifier}>
                  <span className="id">{identifier}</span> {title}
                </li>
              ))}
              {owned.length > 10 ? <li className="muted">and {owned.length - 10} more</li> : null}
              {hidden > 0 ? <li className="muted">{countOf(hidden, 'document')} that you may not read</li> : null}
            </ul>
            <PersonField
              name="ownerSuccessorId"
              label="Who owns their documents from now on"
              blank="The second owner, else a compliance manager"
              offer={offer}
              typed={failed?.typed}
              except={leaving}
              error={failed?.errors.ownerSuccessorId}
            />
          </>
        ) : null}
        {rounds > 0 ? (
          <PersonField
            name="signerSuccessorId"
            label="Who signs instead"
            help="Somebody who wrote part of a version is passed over for a compliance manager."
            blank="A compliance manager"
            offer={offer}
            typed={failed?.typed}
            except={leaving}
            error={failed?.errors.signerSuccessorId}
          />
        ) : null}
        <div className="form-foot">
          <StatusButton kind="danger-solid" working="Removing…">
            Remove {member.name}
          </StatusButton>
          <Button as={Link} to={paths.member(org, member.id)}>
            Cancel
          </Button>
        </div>
      </Form>
    </section>
  )
}
