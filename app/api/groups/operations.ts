import { z } from 'zod'
import { AddToGroup, ChangeGroup, GroupInput } from '#services/groups/input.ts'
import { EXAMPLE_IDS, EXAMPLE_PERSON, EXAMPLE_TIME } from '../common/examples.ts'
import { flag, idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { GroupMemberView, GroupView, groupMemberView, groupView } from './views.ts'

const InGroup = z.strictObject({ group: z.uuid() })
const inGroup = { group: EXAMPLE_IDS.group }

const GROUP_EXAMPLE = {
  id: EXAMPLE_IDS.group,
  name: 'Crisis team',
  description: '',
  members: 1,
  createdAt: EXAMPLE_TIME,
  retiredAt: null,
} satisfies z.input<typeof GroupView>
const GROUP_MEMBER_EXAMPLE = {
  id: '0198c0de-0000-7000-8000-0000000000a1',
  member: EXAMPLE_PERSON,
  from: EXAMPLE_TIME,
  until: null,
} satisfies z.input<typeof GroupMemberView>

export const groups: Resource = {
  tag: 'Groups',
  operations: [
    operation({
      id: 'groups.list',
      method: 'get',
      path: '/groups',
      summary: 'List the groups, by name',
      scope: 'members:read',
      query: z.strictObject({
        retired: flag.meta({ description: 'Also those that are retired.' }),
        limit,
        cursor: idCursor,
      }),
      response: listOf(GroupView),
      status: 200,
      example: { response: { data: [GROUP_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { retired, limit, cursor } }) => {
        const { groups, ...place } = await services.groups.list(actor, { retired, limit, after: cursor })
        return { body: pageOf(groups.map(groupView), place) }
      },
    }),
    operation({
      id: 'groups.create',
      method: 'post',
      path: '/groups',
      summary: 'Make a group without members',
      scope: 'members:write',
      body: GroupInput,
      response: GroupView,
      status: 201,
      example: { body: { name: 'First aiders' }, response: { ...GROUP_EXAMPLE, name: 'First aiders', members: 0 } },
      run: async ({ services, actor, body }) => {
        const group = await services.groups.create(actor, body)
        return { body: groupView({ ...group, members: 0 }), location: `/groups/${group.id}` }
      },
    }),
    operation({
      id: 'groups.get',
      method: 'get',
      path: '/groups/{group}',
      summary: 'Read a group',
      scope: 'members:read',
      params: InGroup,
      response: GroupView,
      status: 200,
      example: { params: inGroup, response: GROUP_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: groupView(await services.groups.get(actor, params.group)),
      }),
    }),
    operation({
      id: 'groups.change',
      method: 'patch',
      path: '/groups/{group}',
      summary: 'Change what a group is called and for',
      scope: 'members:write',
      params: InGroup,
      body: ChangeGroup,
      response: GroupView,
      status: 200,
      example: {
        params: inGroup,
        body: { name: 'Emergency team' },
        response: { ...GROUP_EXAMPLE, name: 'Emergency team' },
      },
      run: async ({ services, actor, params, body }) => ({
        body: groupView(await services.groups.change(actor, params.group, body)),
      }),
    }),
    operation({
      id: 'groups.members.list',
      method: 'get',
      path: '/groups/{group}/members',
      summary: 'List who is in a group, was at a moment, or ever was, by name',
      scope: 'members:read',
      params: InGroup,
      query: z.strictObject({
        at: z.iso
          .datetime({ offset: true })
          .transform((text) => new Date(text))
          .optional()
          .meta({ description: 'Who was in it at this moment. Absent: who is in it now.' }),
        history: flag.meta({ description: 'All who ever were in it, each time. Not together with `at`.' }),
        limit,
        cursor: idCursor,
      }),
      response: listOf(GroupMemberView),
      status: 200,
      example: { params: inGroup, response: { data: [GROUP_MEMBER_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, params, query: { at, history, limit, cursor } }) => {
        const asked = { at: history ? ('ever' as const) : (at ?? ('now' as const)), limit, after: cursor }
        const { members, ...place } = await services.groups.members(actor, params.group, asked)
        return { body: pageOf(members.map(groupMemberView), place) }
      },
    }),
    operation({
      id: 'groups.members.add',
      method: 'post',
      path: '/groups/{group}/members',
      summary: 'Add people to a group',
      notes: 'Who is in it already stays as they are.',
      scope: 'members:write',
      params: InGroup,
      body: AddToGroup,
      response: z.object({ added: z.number().int() }),
      status: 200,
      example: { params: inGroup, body: { membershipIds: [EXAMPLE_IDS.signer] }, response: { added: 1 } },
      run: async ({ services, actor, params, body }) => ({
        body: await services.groups.add(actor, params.group, body),
      }),
    }),
    operation({
      id: 'groups.members.remove',
      method: 'delete',
      path: '/groups/{group}/members/{member}',
      summary: 'Take somebody out of a group',
      notes: 'That they were in it, and when, is kept.',
      scope: 'members:write',
      params: z.strictObject({ group: z.uuid(), member: z.uuid() }),
      status: 204,
      example: { params: { ...inGroup, member: EXAMPLE_IDS.member } },
      run: async ({ services, actor, params }) => {
        await services.groups.removeMember(actor, params.group, params.member)
        return {}
      },
    }),
    operation({
      id: 'groups.retire',
      method: 'delete',
      path: '/groups/{group}',
      summary: 'Retire a group',
      notes: 'Everybody leaves it. Refused while an approval definition asks it.',
      scope: 'members:write',
      params: InGroup,
      status: 204,
      isRepeatable: true,
      example: { params: inGroup },
      run: async ({ services, actor, params }) => {
        await services.groups.retire(actor, params.group)
        return {}
      },
    }),
  ],
}
