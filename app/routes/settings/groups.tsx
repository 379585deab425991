import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextArea, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { GroupInput } from '#services/groups/input.ts'
import { GroupTable } from './group-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Groups · Accord' }]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, args.context.services.groups.list(actor, { page }))
  return {
    org: actor.orgSlug,
    mayManage: can(actor, 'groups.manage'),
    list: placeOf(found),
    groups: found.groups.map(({ id, name, description, members }) => ({ id, name, description, members })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, GroupInput)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const made = args.context.services.groups.create(actor, parsed.value)
  const result = await attempt(args.request, form, made, { already_exists: 'name' })
  if (!result.ok) return data(result, { status: result.status })
  const sentence = `The group ${result.value.name} is made. Add its members.`
  throw redirect(paths.group(actor.orgSlug, result.value.id), await withFlash({ tone: 'ok', sentence }))
}

export default function Groups() {
  const { org, mayManage, list, groups } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{countOf(list.total, 'group')}</h2>
        </div>
        <GroupTable org={org} groups={groups} />
        <Pages name="page" rows={groups.length} list={list} />
      </section>
      {mayManage ? (
        <section className="section">
          <div className="section-head">
            <h2>New group</h2>
          </div>
          <Form method="post" className="form" noValidate>
            <FormErrorSummary errors={failed?.errors} labels={{ name: 'Name', description: 'What it is for' }} />
            <TextField
              name="name"
              label="Name"
              required
              defaultValue={typedValue(failed?.typed, 'name')}
              error={failed?.errors.name}
            />
            <TextArea
              name="description"
              label="What it is for"
              hint="optional"
              defaultValue={typedValue(failed?.typed, 'description')}
              error={failed?.errors.description}
            />
            <div className="form-foot">
              <StatusButton working="Making it…">Make a group</StatusButton>
            </div>
          </Form>
        </section>
      ) : null}
    </>
  )
}
