import { z } from 'zod'
import { ChangeMember } from '#services/members/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { MEMBER_EXAMPLE } from './examples.ts'
import { MemberView, memberView } from './views.ts'

const InMember = z.strictObject({ member: z.uuid() })
const inMember = { member: EXAMPLE_IDS.signer }

export const members: Resource = {
  tag: 'Members',
  operations: [
    operation({
      id: 'members.list',
      method: 'get',
      path: '/members',
      summary: 'List the active members, by name',
      scope: 'members:read',
      query: z.strictObject({
        q: z.string().max(200).optional().meta({ description: 'A part of a name, an address or a position.' }),
        limit,
        cursor: idCursor,
      }),
      response: listOf(MemberView),
      status: 200,
      example: { query: { q: 'Miguel' }, response: { data: [MEMBER_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { q, limit, cursor } }) => {
        const { members, ...place } = await services.members.list(actor, { q, limit, after: cursor })
        return {
          body: pageOf(
            members.map(({ member }) => memberView(member)),
            place,
          ),
        }
      },
    }),
    operation({
      id: 'members.get',
      method: 'get',
      path: '/members/{member}',
      summary: 'Read a member',
      scope: 'members:read',
      params: InMember,
      response: MemberView,
      status: 200,
      example: { params: inMember, response: MEMBER_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: memberView(await services.members.get(actor, params.member)),
      }),
    }),
    operation({
      id: 'members.change',
      method: 'patch',
      path: '/members/{member}',
      summary: 'Change what a member may do and is called',
      scope: 'members:write',
      params: InMember,
      body: ChangeMember,
      response: MemberView,
      status: 200,
      example: {
        params: inMember,
        body: { roles: ['approver', 'author'], positionTitle: 'CTO' },
        response: { ...MEMBER_EXAMPLE, roles: ['author', 'approver'] },
      },
      run: async ({ services, actor, params, body }) => ({
        body: memberView(await services.members.change(actor, params.member, body)),
      }),
    }),
    operation({
      id: 'members.remove',
      method: 'delete',
      path: '/members/{member}',
      summary: 'Remove a member',
      notes:
        'What they own and are asked to sign goes to the successors that are named, else to second owners and compliance managers. Their keys are revoked.',
      scope: 'members:write',
      params: InMember,
      query: z.strictObject({ ownerSuccessor: z.uuid().optional(), signerSuccessor: z.uuid().optional() }),
      status: 204,
      example: { params: inMember, query: { ownerSuccessor: EXAMPLE_IDS.member } },
      run: async ({ services, actor, params, query }) => {
        const { ownerSuccessor: ownerSuccessorId = null, signerSuccessor: signerSuccessorId = null } = query
        await services.members.remove(actor, params.member, { ownerSuccessorId, signerSuccessorId })
        return {}
      },
    }),
  ],
}
