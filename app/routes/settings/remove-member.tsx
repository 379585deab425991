import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button, StatusButton } from '#app/components/ui/button.tsx'
import { Select } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { blankIsNull } from '#app/lib/form-fields.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#app/lib/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Remove a member · Accord' }]

const choice = blankIsNull(z.uuid('Choose one from the list')).default(null)
const RemoveForm = z.object({ ownerSuccessorId: choice, signerSuccessorId: choice })

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { members } = args.context.services
  const preview = await answer(args.request, members.removalPreview(actor, args.params.member ?? ''))
  const { member, owned, rounds } = preview
  const others = (await members.choices(actor)).filter((row) => row.id !== member.id)
  return {
    org: actor.orgSlug,
    member: { id: member.id, name: member.name },
    owned: owned.map(({ identifier, title }) => ({ identifier, title })),
    rounds,
    people: others.map((row) => ({ value: row.id, label: row.name })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, RemoveForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const removed = args.context.services.members.remove(actor, args.params.member ?? '', parsed.value)
  const result = await attempt(args.request, form, removed, { no_signers: 'signerSuccessorId' })
  if (!result.ok) return data(result, { status: result.status })
  const { documents, signoffs } = result.value
  const sentence = `Removed. ${countOf(documents, 'document')} and ${countOf(signoffs, 'request')} to sign changed hands.`
  throw redirect(paths.settings(actor.orgSlug, 'members'), await withFlash({ tone: 'ok', sentence }))
}

export default function RemoveMember() {
  const { org, member, owned, rounds, people } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <section className="section">
      <div className="section-head">
        <h2>Remove {member.name}</h2>
      </div>
      <Form method="post" className="form">
        <FormErrorSummary
          errors={failed?.errors}
          labels={{ ownerSuccessorId: 'Who owns their documents', signerSuccessorId: 'Who signs instead' }}
        />
        <Note tone="warning">
          {member.name} loses access at once and their API keys stop. What they signed stays. They own{' '}
          {countOf(owned.length, 'document')} and are asked to sign in {countOf(rounds, 'running round')}.
        </Note>
        {owned.length > 0 ? (
          <>
            <ul className="plain-list">
              {owned.slice(0, 10).map(({ identifier, title }) => (
                <li key={identifier}>
                  <span className="id">{identifier}</span> {title}
                </li>
              ))}
              {owned.length > 10 ? <li className="muted">and {owned.length - 10} more</li> : null}
            </ul>
            <Select
              name="ownerSuccessorId"
              label="Who owns their documents from now on"
              blank="The second owner, else a compliance manager"
              options={people}
              defaultValue={typedValue(failed?.typed, 'ownerSuccessorId')}
              error={failed?.errors.ownerSuccessorId}
            />
          </>
        ) : null}
        {rounds > 0 ? (
          <Select
            name="signerSuccessorId"
            label="Who signs instead"
            help="Somebody who wrote part of a version is passed over for a compliance manager."
            blank="A compliance manager"
            options={people}
            defaultValue={typedValue(failed?.typed, 'signerSuccessorId')}
            error={failed?.errors.signerSuccessorId}
          />
        ) : null}
        <div className="form-foot">
          <StatusButton kind="danger-solid" working="Removing…">
            Remove {member.name}
          </StatusButton>
          <Button as={Link} kind="ghost" to={paths.member(org, member.id)}>
            Cancel
          </Button>
        </div>
      </Form>
    </section>
  )
}
