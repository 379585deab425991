import { z } from 'zod'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
import { DefinitionInput } from '#services/approval-definitions/input.ts'
import type { Services } from '#services/index.ts'
import { type Operation, operation } from '../operation.ts'
import { flag, idCursor, limit, pageOf } from '../query.ts'
import { id, instant, iso, isoOrNull, listOf } from '../views/common.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../views/examples.ts'

const DefinitionView = z
  .object({
    id,
    familyId: id.meta({ description: 'The same for all versions of one definition.' }),
    version: z.number().int(),
    type: z.enum(APPROVAL_TYPES),
    name: z.string(),
    steps: DefinitionInput.shape.steps,
    isDefault: z.boolean(),
    createdAt: instant,
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'ApprovalDefinition' })

type Definition = Awaited<ReturnType<Services['approvalDefinitions']['get']>>

const definitionView = (row: Definition): z.input<typeof DefinitionView> => ({
  id: row.id,
  familyId: row.familyId,
  version: row.version,
  type: row.type,
  name: row.name,
  steps: row.steps,
  isDefault: row.isDefault,
  createdAt: iso(row.createdAt),
  retiredAt: isoOrNull(row.retiredAt),
})

const INPUT_EXAMPLE = {
  name: 'Two approvers',
  type: 'approval',
  steps: [{ name: 'Approval', approvers: [{ kind: 'role', role: 'approver' }], rule: 'quorum', quorum: 2 }],
}
const VIEW_EXAMPLE: z.input<typeof DefinitionView> = {
  id: EXAMPLE_IDS.definition,
  familyId: '0198c0de-0000-7000-8000-00000000000d',
  version: 1,
  type: 'approval',
  name: 'Two approvers',
  steps: [
    {
      name: 'Approval',
      approvers: [{ kind: 'role', role: 'approver' }],
      rule: 'quorum',
      quorum: 2,
      daysToDecide: null,
      reminders: { everyDays: 7, lastDay: true },
      escalation: null,
      overdueAction: 'remind',
      conditions: {},
    },
  ],
  isDefault: false,
  createdAt: EXAMPLE_TIME,
  retiredAt: null,
}

const tag = 'Approval definitions' as const
const InDefinition = z.strictObject({ definition: z.uuid() })
const inDefinition = { definition: EXAMPLE_IDS.definition }

export const definitionOperations: Operation[] = [
  operation({
    id: 'approvalDefinitions.list',
    method: 'get',
    path: '/approval-definitions',
    tag,
    summary: 'List the approval definitions, the newest version of each',
    scope: 'documents:read',
    query: z.strictObject({ retired: flag, limit, cursor: idCursor }),
    response: listOf(DefinitionView),
    status: 200,
    example: { response: { data: [VIEW_EXAMPLE], page: { next: null, total: 1 } } },
    run: async ({ services, actor, query: { retired, limit, cursor } }) => {
      const asked = { retired, limit, after: cursor }
      const { definitions, ...place } = await services.approvalDefinitions.list(actor, asked)
      return { body: pageOf(definitions.map(definitionView), place) }
    },
  }),
  operation({
    id: 'approvalDefinitions.get',
    method: 'get',
    path: '/approval-definitions/{definition}',
    tag,
    summary: 'Read an approval definition',
    scope: 'documents:read',
    params: InDefinition,
    response: DefinitionView,
    status: 200,
    example: { params: inDefinition, response: VIEW_EXAMPLE },
    run: async ({ services, actor, params }) => ({
      body: definitionView(await services.approvalDefinitions.get(actor, params.definition)),
    }),
  }),
  operation({
    id: 'approvalDefinitions.create',
    method: 'post',
    path: '/approval-definitions',
    tag,
    summary: 'Make an approval definition',
    scope: 'settings:write',
    body: DefinitionInput,
    response: DefinitionView,
    status: 201,
    example: { body: INPUT_EXAMPLE, response: VIEW_EXAMPLE },
    run: async ({ services, actor, body }) => {
      const made = definitionView(await services.approvalDefinitions.create(actor, body))
      return { body: made, location: `/approval-definitions/${made.id}` }
    },
  }),
  operation({
    id: 'approvalDefinitions.newVersion',
    method: 'post',
    path: '/approval-definitions/{definition}/versions',
    tag,
    summary: 'Replace an approval definition by a new version',
    notes: 'It takes over being the default. Running rounds keep the version they began with.',
    scope: 'settings:write',
    params: InDefinition,
    body: DefinitionInput,
    response: DefinitionView,
    status: 201,
    example: { params: inDefinition, body: INPUT_EXAMPLE, response: { ...VIEW_EXAMPLE, version: 2 } },
    run: async ({ services, actor, params, body }) => {
      const made = definitionView(await services.approvalDefinitions.change(actor, params.definition, body))
      return { body: made, location: `/approval-definitions/${made.id}` }
    },
  }),
  operation({
    id: 'approvalDefinitions.setDefault',
    method: 'post',
    path: '/approval-definitions/{definition}/set-default',
    tag,
    summary: 'Make it what submitting uses',
    scope: 'settings:write',
    params: InDefinition,
    response: DefinitionView,
    status: 200,
    example: { params: inDefinition, response: { ...VIEW_EXAMPLE, isDefault: true } },
    run: async ({ services, actor, params }) => ({
      body: definitionView(await services.approvalDefinitions.setDefault(actor, params.definition)),
    }),
  }),
  operation({
    id: 'approvalDefinitions.retire',
    method: 'post',
    path: '/approval-definitions/{definition}/retire',
    tag,
    summary: 'Offer it no more',
    notes: 'Running rounds go on. The default one is refused with `in_use`: make another one the default first.',
    scope: 'settings:write',
    params: InDefinition,
    response: DefinitionView,
    status: 200,
    example: { params: inDefinition, response: { ...VIEW_EXAMPLE, retiredAt: EXAMPLE_TIME } },
    run: async ({ services, actor, params }) => ({
      body: definitionView(await services.approvalDefinitions.retire(actor, params.definition)),
    }),
  }),
]
