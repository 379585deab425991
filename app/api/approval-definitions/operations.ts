import { z } from 'zod'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
import { DefinitionInput, DryRunInput } from '#services/approval-definitions/input.ts'
import { EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { flag, idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { DEFINITION_EXAMPLE, DEFINITION_INPUT_EXAMPLE, DRY_RUN_EXAMPLE } from './examples.ts'
import { DefinitionView, DryRunView, definitionView, dryRunView } from './views.ts'

const InDefinition = z.strictObject({ definition: z.uuid() })
const inDefinition = { definition: EXAMPLE_IDS.definition }

export const approvalDefinitions: Resource = {
  tag: 'Approval definitions',
  operations: [
    operation({
      id: 'approvalDefinitions.list',
      method: 'get',
      path: '/approval-definitions',
      summary: 'List the approval definitions, the newest version of each',
      scope: 'documents:read',
      query: z.strictObject({ retired: flag, type: z.enum(APPROVAL_TYPES).optional(), limit, cursor: idCursor }),
      response: listOf(DefinitionView),
      status: 200,
      example: { response: { data: [DEFINITION_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { retired, type, limit, cursor } }) => {
        const asked = { retired, type, limit, after: cursor }
        const { definitions, ...place } = await services.approvalDefinitions.list(actor, asked)
        return { body: pageOf(definitions.map(definitionView), place) }
      },
    }),
    operation({
      id: 'approvalDefinitions.get',
      method: 'get',
      path: '/approval-definitions/{definition}',
      summary: 'Read an approval definition',
      scope: 'documents:read',
      params: InDefinition,
      response: DefinitionView,
      status: 200,
      example: { params: inDefinition, response: DEFINITION_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: definitionView(await services.approvalDefinitions.get(actor, params.definition)),
      }),
    }),
    operation({
      id: 'approvalDefinitions.create',
      method: 'post',
      path: '/approval-definitions',
      summary: 'Make an approval definition',
      scope: 'settings:write',
      body: DefinitionInput,
      response: DefinitionView,
      status: 201,
      example: { body: DEFINITION_INPUT_EXAMPLE, response: DEFINITION_EXAMPLE },
      run: async ({ services, actor, body }) => {
        const made = definitionView(await services.approvalDefinitions.create(actor, body))
        return { body: made, location: `/approval-definitions/${made.id}` }
      },
    }),
    operation({
      id: 'approvalDefinitions.newVersion',
      method: 'post',
      path: '/approval-definitions/{definition}/versions',
      summary: 'Replace an approval definition by a new version',
      notes: 'It takes over being the default. Running rounds keep the version they began with.',
      scope: 'settings:write',
      params: InDefinition,
      body: DefinitionInput,
      response: DefinitionView,
      status: 201,
      example: {
        params: inDefinition,
        body: DEFINITION_INPUT_EXAMPLE,
        response: { ...DEFINITION_EXAMPLE, version: 2 },
      },
      run: async ({ services, actor, params, body }) => {
        const made = definitionView(await services.approvalDefinitions.change(actor, params.definition, body))
        return { body: made, location: `/approval-definitions/${made.id}` }
      },
    }),
    operation({
      id: 'approvalDefinitions.dryRun',
      method: 'post',
      path: '/approval-definitions/{definition}/dry-run',
      summary: 'See whom it would ask, in which order and by when',
      notes: 'Nobody is asked. Name a document, or say what one is like that nobody has written yet.',
      scope: 'settings:write',
      params: InDefinition,
      body: DryRunInput,
      response: DryRunView,
      status: 200,
      example: { params: inDefinition, body: { document: EXAMPLE_IDENTIFIER }, response: DRY_RUN_EXAMPLE },
      run: async ({ services, actor, params, body }) => ({
        body: dryRunView(await services.approvalDefinitions.dryRun(actor, params.definition, body)),
      }),
    }),
    operation({
      id: 'approvalDefinitions.setDefault',
      method: 'post',
      path: '/approval-definitions/{definition}/set-default',
      summary: 'Make it what is used for the documents that it is for',
      notes:
        'Of a document the default of its category is used, else that of its kind, else that of all documents. What was the default of the same before is it no longer.',
      scope: 'settings:write',
      params: InDefinition,
      response: DefinitionView,
      status: 200,
      example: {
        params: inDefinition,
        response: { ...DEFINITION_EXAMPLE, isDefault: true, defaultFor: [{ kind: null, category: 'access_control' }] },
      },
      run: async ({ services, actor, params }) => ({
        body: definitionView(await services.approvalDefinitions.setDefault(actor, params.definition)),
      }),
    }),
    operation({
      id: 'approvalDefinitions.retire',
      method: 'post',
      path: '/approval-definitions/{definition}/retire',
      summary: 'Offer it no more',
      notes:
        'Running rounds go on. The default of all documents is refused with `in_use`: make another one that first.',
      scope: 'settings:write',
      params: InDefinition,
      response: DefinitionView,
      status: 200,
      example: { params: inDefinition, response: { ...DEFINITION_EXAMPLE, retiredAt: EXAMPLE_TIME } },
      run: async ({ services, actor, params }) => ({
        body: definitionView(await services.approvalDefinitions.retire(actor, params.definition)),
      }),
    }),
  ],
}
