import { z } from 'zod'
import { ASKS_ON } from '#domain/campaigns/standing.ts'
import { AudienceInput } from '#services/audiences/input.ts'
import { StandingRule } from '#services/campaigns/input.ts'
import { instant, iso } from '../common/views.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { type Operation, operation } from '../operation.ts'

const StandingRuleView = z
  .object({
    audience: AudienceInput,
    asksOn: z.enum(ASKS_ON),
    daysToRead: z.number().int(),
    statement: z.string(),
    readsToEnd: z.boolean(),
    evergreen: z.boolean(),
    setAt: instant,
    people: z.number().int().meta({ description: 'How many people it would ask now.' }),
  })
  .meta({ id: 'AcknowledgmentRule' })

/** Whom the publication of new versions asks, for each document. */
export const ruleOperations: Operation[] = [
  operation({
    id: 'acknowledgmentRule.get',
    method: 'get',
    path: '/documents/{document}/acknowledgment-rule',
    summary: 'Read whom new versions of a document ask to accept them',
    scope: 'documents:read',
    params: InDocument,
    response: z.object({ rule: StandingRuleView.nullable() }),
    status: 200,
    example: { state: 'published', params: inDocument, response: { rule: null } },
    run: async ({ services, actor, params }) => {
      const rule = await services.campaigns.rule(actor, params.document)
      if (!rule) return { body: { rule } }
      const { audience, asksOn, daysToRead, statement, readsToEnd, evergreen, people } = rule
      const setAt = iso(rule.setAt)
      return { body: { rule: { audience, asksOn, daysToRead, statement, readsToEnd, evergreen, people, setAt } } }
    },
  }),
  operation({
    id: 'acknowledgmentRule.set',
    method: 'put',
    path: '/documents/{document}/acknowledgment-rule',
    summary: 'Ask people to accept each new version from its publication on',
    notes:
      'A publication launches the campaign by itself, and closes open campaigns of earlier versions. With `asksOn: major` acceptances stay valid after minor changes and patches.',
    scope: 'documents:publish',
    params: InDocument,
    body: StandingRule,
    status: 204,
    example: {
      state: 'published',
      params: inDocument,
      body: { audience: [{ kind: 'everyone' }], asksOn: 'major', daysToRead: 14 },
    },
    run: async ({ services, actor, params, body }) => {
      await services.campaigns.setRule(actor, params.document, body)
      return {}
    },
  }),
  operation({
    id: 'acknowledgmentRule.remove',
    method: 'delete',
    path: '/documents/{document}/acknowledgment-rule',
    summary: 'Ask nobody when new versions are published',
    notes: 'Campaigns that it has launched go on.',
    scope: 'documents:publish',
    params: InDocument,
    status: 204,
    example: { state: 'published', params: inDocument },
    run: async ({ services, actor, params }) => {
      await services.campaigns.removeRule(actor, params.document)
      return {}
    },
  }),
]
