import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button, StatusButton } from '#app/components/ui/button.tsx'
import { Select, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PersonField } from '#app/components/ui/person-field.tsx'
import type { Services } from '#app/lib/context.ts'
import { departmentChoices } from '#app/lib/department-tree.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { typedChoices, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { DayBoxes } from './day-boxes.tsx'
import { MemberForm } from './member-form.ts'
import { MemberGroups, MemberHead } from './member-parts.tsx'
import { RoleBoxes } from './role-boxes.tsx'

export const meta: MetaFunction = () => [{ title: 'Member · Accord' }]

const LABELS = {
  roles: 'Roles',
  positionTitle: 'Position',
  managerId: 'Reports to',
  departmentId: 'Department',
  timeZone: 'Time zone',
}

export const handle: RouteHandle = { needs: { capability: 'members.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { members } = services
  const { id, name, email, ...member } = await answer(args.request, members.get(actor, args.params.member ?? ''))
  const offer = await offerPeople(args.context.services, actor, { chosen: [member.managerId] })
  const [departments, groups] = [await services.departments.all(actor), await services.groups.ofMember(actor, id)]
  return {
    org: actor.orgSlug,
    departments: departmentChoices(departments),
    groups: groups.map((group) => ({ id: group.id, name: group.name })),
    member: { id, name, email, ...member },
    isLastAdmin: member.roles.includes('admin') && (await isOnlyAdmin(args.context.services, actor, id)),
    offer,
    zones: timeZones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  }
}

/** Two of those who are offered first are enough to see that. */
async function isOnlyAdmin({ members }: Services, actor: Actor, id: string): Promise<boolean> {
  const { people } = await members.choices(actor, { rolesFirst: ['admin'], limit: 2 })
  return !people.some((person) => person.id !== id && person.roles.includes('admin'))
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = await parseWithPeople(args.context.services, actor, form, MemberForm, { one: ['managerId'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = args.context.services.members.change(actor, args.params.member ?? '', parsed.value)
  const result = await attempt(args.request, form, changed, { last_admin: 'roles' })
  if (!result.ok) return data(result, { status: result.status })
  const sentence = `Saved. ${result.value.name} has it from the next click on.`
  throw redirect(paths.settings(actor.orgSlug, 'members'), await withFlash({ tone: 'ok', sentence }))
}

export default function Member() {
  const { org, member, departments, groups, isLastAdmin, offer, zones } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const errors = failed?.errors
  const typed = failed?.typed
  return (
    <section className="section">
      <MemberHead org={org} member={member} mayBeRemoved={!isLastAdmin} />
      <Form method="post" className="form" key={member.id} noValidate>
        {isLastAdmin ? (
          <Note>
            <span id="last-admin">
              An organization keeps at least one admin, and this is the last one. Make someone else admin first.
            </span>
          </Note>
        ) : null}
        <FormErrorSummary errors={errors} labels={LABELS} />
        <RoleBoxes
          chosen={typedChoices(typed, 'roles[]', member.roles)}
          fixed={isLastAdmin ? { role: 'admin', because: 'Cannot be taken away from the last admin.' } : null}
          error={errors?.roles}
        />
        <TextField
          name="positionTitle"
          label="Position"
          hint="optional"
          help="Stands beside their signatures from now on; earlier ones keep what they said."
          defaultValue={typedValue(typed, 'positionTitle', member.positionTitle ?? '')}
          error={errors?.positionTitle}
        />
        <PersonField
          name="managerId"
          label="Reports to"
          help="Overdue requests escalate to them where a step says so."
          blank="Nobody"
          offer={offer}
          typed={typed}
          initial={member.managerId}
          except={{ id: member.id, because: 'Nobody reports to themselves' }}
          error={errors?.managerId}
        />
        <Select
          name="departmentId"
          label="Department"
          hint="optional"
          blank="None"
          options={departments}
          defaultValue={typedValue(typed, 'departmentId', member.departmentId ?? '')}
          error={errors?.departmentId}
        />
        <MemberGroups org={org} groups={groups} />
        <Select
          name="timeZone"
          label="Time zone"
          blank="As the organization"
          options={zones}
          defaultValue={typedValue(typed, 'timeZone', member.timeZone ?? '')}
          error={errors?.timeZone}
        />
        <DayBoxes chosen={typedChoices(typed, 'workingDays[]', member.workingDays ?? [])} error={errors?.workingDays} />
        <p className="help">No day checked: the organization’s working days.</p>
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
          <Button as={Link} to={paths.settings(org, 'members')}>
            Cancel
          </Button>
        </div>
      </Form>
    </section>
  )
}
