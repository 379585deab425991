import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Select } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import type { Services } from '#app/lib/context.ts'
import { departmentChoices } from '#app/lib/department-tree.ts'
import { answer, attempt, notFound } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import type { Actor } from '#domain/actor.ts'
import { withThoseAbove } from '#domain/audiences/audience.ts'
import { paths } from '#domain/paths.ts'
import { DepartmentFields } from './department-fields.tsx'
import { DepartmentForm } from './department-form.ts'
import { ofCommand } from './group-forms.tsx'

export const meta: MetaFunction = () => [{ title: 'Department · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'groups.manage' } }

const Command = z.discriminatedUnion('command', [
  z.object({ command: z.literal('change'), ...DepartmentForm.shape }),
  z.object({ command: z.literal('merge'), intoId: z.uuid('Choose a department') }),
  z.object({ command: z.literal('retire') }),
])

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { departments } = args.context.services
  const { hanging, ...department } = await answer(args.request, departments.get(actor, args.params.department ?? ''))
  if (department.retiredAt) throw notFound()
  const all = await departments.all(actor)
  // It cannot be part of itself, nor of what is part of it.
  const others = departmentChoices(all).filter(({ value }) => !withThoseAbove(value, all).includes(department.id))
  const { id, name, parentId, headId } = department
  return {
    org: actor.orgSlug,
    department: { id, name, parentId, headId },
    hanging,
    others,
    offer: await offerPeople(args.context.services, actor, { chosen: [headId] }),
  }
}

/** Does what a form of the page asks for. @returns what to say of it */
async function carryOut({ departments }: Services, actor: Actor, id: string, asked: z.output<typeof Command>) {
  switch (asked.command) {
    case 'change':
      await departments.change(actor, id, { name: asked.name, parentId: asked.parentId, headId: asked.headId })
      return 'Saved.'
    case 'merge':
      await departments.merge(actor, id, { intoId: asked.intoId })
      return 'Merged. All that was in it has moved.'
    case 'retire':
      await departments.retire(actor, id)
      return 'The department is retired.'
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const { services } = args.context
  const parsed = await parseWithPeople(services, actor, form, Command, { one: ['headId'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const done = carryOut(services, actor, args.params.department ?? '', parsed.value)
  const result = await attempt(args.request, form, done, { already_exists: 'name' })
  if (!result.ok) return data(result, { status: result.status })
  throw redirect(paths.settings(actor.orgSlug, 'departments'), await withFlash({ tone: 'ok', sentence: result.value }))
}

export default function Department() {
  const { department, hanging, others, offer } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const merging = ofCommand(failed, 'merge')
  const isEmpty = hanging.members + hanging.departments === 0
  const contents = `${countOf(hanging.members, 'member')} and ${countOf(hanging.departments, 'department')}`
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{department.name}</h2>
          <span className="muted">{contents} in it</span>
        </div>
        <DepartmentFields
          key={department.id}
          parents={others}
          offer={offer}
          failed={ofCommand(failed, 'change')}
          submit="Save"
          before={department}
        />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>{isEmpty ? 'Retire' : 'Merge and retire'}</h2>
        </div>
        <Form method="post" className="form" noValidate>
          <FormErrorSummary
            errors={merging?.errors ?? ofCommand(failed, 'retire')?.errors}
            labels={{ intoId: 'Into' }}
          />
          <input type="hidden" name="command" value={isEmpty ? 'retire' : 'merge'} />
          {isEmpty ? (
            <p className="help">Nothing is in it. Who was in it when stays readable.</p>
          ) : (
            <Select
              name="intoId"
              label="Into"
              help={`${contents} move there, and ${department.name} is retired.`}
              blank="Choose a department"
              options={others}
              defaultValue={typedValue(merging?.typed, 'intoId')}
              error={merging?.errors.intoId}
            />
          )}
          <div className="form-foot">
            <StatusButton kind="danger" working="Retiring…">
              {isEmpty ? `Retire ${department.name}` : 'Merge and retire'}
            </StatusButton>
          </div>
        </Form>
      </section>
    </>
  )
}
