import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import type { Services } from '#app/lib/context.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { parseWithPeople, searchOnly } from '#app/lib/people.server.ts'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { GroupInput, PastedPeople } from '#services/groups/input.ts'
import { AddToGroupForm, ChangeGroupForm, RetireGroupForm } from './group-forms.tsx'
import { GroupMemberTable } from './group-member-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Group · Accord' }]

const GroupForm = z.discriminatedUnion('command', [
  z.object({ command: z.literal('add'), membershipId: z.uuid('Choose somebody') }),
  z.object({ command: z.literal('paste'), list: PastedPeople.shape.list }),
  z.object({ command: z.literal('remove'), who: z.uuid('Choose one from the list') }),
  z.object({ command: z.literal('change'), ...GroupInput.shape }),
  z.object({ command: z.literal('retire') }),
])

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { groups } = args.context.services
  const id = args.params.group ?? ''
  const { searchParams } = new URL(args.request.url)
  const isHistory = searchParams.get('show') === 'history'
  const group = await answer(args.request, groups.get(actor, id))
  const page = pageIn(searchParams, 'page')
  const found = await answer(args.request, groups.members(actor, id, { at: isHistory ? 'ever' : 'now', page }))
  return {
    org: actor.orgSlug,
    mayManage: can(actor, 'groups.manage') && group.retiredAt === null,
    isHistory,
    group: { id, name: group.name, description: group.description, isRetired: group.retiredAt !== null },
    count: group.members,
    list: placeOf(found),
    members: found.members.map((row) => ({
      ...row,
      from: row.from.toISOString(),
      until: row.until?.toISOString() ?? null,
    })),
    offer: searchOnly(actor),
  }
}

/** Does what a form of the page asks for. @returns what to say of it */
async function carryOut({ groups }: Services, actor: Actor, id: string, asked: z.output<typeof GroupForm>) {
  switch (asked.command) {
    case 'add':
      return said((await groups.add(actor, id, { membershipIds: [asked.membershipId] })).added)
    case 'paste':
      return said((await groups.paste(actor, id, { list: asked.list })).added)
    case 'remove':
      await groups.removeMember(actor, id, asked.who)
      return 'Taken out of the group. That they were in it is kept.'
    case 'change':
      await groups.change(actor, id, { name: asked.name, description: asked.description })
      return 'Saved.'
    case 'retire':
      await groups.retire(actor, id)
      return 'The group is retired. Nobody is in it any more.'
  }
}
const said = (added: number) =>
  added === 0 ? 'They are in the group already.' : `${countOf(added, 'person', 'people')} added.`

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const { services } = args.context
  const id = args.params.group ?? ''
  const parsed = await parseWithPeople(services, actor, form, GroupForm, { one: ['membershipId'] })
  if (!parsed.ok) return data(parsed, { status: 422 })
  const done = carryOut(services, actor, id, parsed.value)
  const result = await attempt(args.request, form, done, { already_exists: 'name' })
  if (!result.ok) return data(result, { status: result.status })
  throw redirect(paths.group(actor.orgSlug, id), await withFlash({ tone: 'ok', sentence: result.value }))
}

const LABELS = { membershipId: 'Who', list: 'List', name: 'Name', description: 'What it is for' }

export default function Group() {
  const { org, mayManage, isHistory, group, count, list, members, offer } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <FormErrorSummary errors={failed?.errors} labels={LABELS} />
      <section className="section">
        <div className="section-head">
          <h2>{group.name}</h2>
          <span className="muted">{countOf(count, 'member')}</span>
          <div className="acts">
            <Link to={isHistory ? paths.group(org, group.id) : `${paths.group(org, group.id)}?show=history`}>
              {isHistory ? 'Who is in it now' : 'History'}
            </Link>
          </div>
        </div>
        {group.isRetired ? <Note>This group is retired. Its history stays readable.</Note> : null}
        {group.description ? <p className="muted">{group.description}</p> : null}
        <GroupMemberTable members={members} mayManage={mayManage} isHistory={isHistory} />
        <Pages name="page" rows={members.length} list={list} />
      </section>
      {mayManage && !isHistory ? (
        <>
          <AddToGroupForm offer={offer} failed={failed} key={`add-${count}`} />
          <ChangeGroupForm group={group} failed={failed} />
          <RetireGroupForm name={group.name} />
        </>
      ) : null}
    </>
  )
}
