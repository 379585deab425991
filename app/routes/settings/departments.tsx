import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { departmentChoices, inTree } from '#app/lib/department-tree.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { parseWithPeople, searchOnly } from '#app/lib/people.server.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { DepartmentFields } from './department-fields.tsx'
import { DepartmentForm } from './department-form.ts'
import { DepartmentTable } from './department-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Departments · Accord' }]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const all = await answer(args.request, args.context.services.departments.all(actor))
  return {
    org: actor.orgSlug,
    mayManage: can(actor, 'groups.manage'),
    departments: inTree(
      all.map(({ id, name, parentId, headName, members }) => ({ id, name, parentId, headName, members })),
    ),
    offer: searchOnly(actor),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = await parseWithPeople(args.context.services, actor, form, DepartmentForm, { one: ['headId'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const made = args.context.services.departments.create(actor, parsed.value)
  const result = await attempt(args.request, form, made, { already_exists: 'name' })
  if (!result.ok) return data(result, { status: result.status })
  const sentence = `The department ${result.value.name} is made. Members get it on their own page.`
  throw redirect(paths.settings(actor.orgSlug, 'departments'), await withFlash({ tone: 'ok', sentence }))
}

export default function Departments() {
  const { org, mayManage, departments, offer } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{countOf(departments.length, 'department')}</h2>
        </div>
        <DepartmentTable org={org} departments={departments} mayManage={mayManage} />
      </section>
      {mayManage ? (
        <section className="section">
          <div className="section-head">
            <h2>New department</h2>
          </div>
          <DepartmentFields
            key={departments.length}
            parents={departmentChoices(departments)}
            offer={offer}
            failed={failed}
            submit="Make a department"
          />
        </section>
      ) : null}
    </>
  )
}
