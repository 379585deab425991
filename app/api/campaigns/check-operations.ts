import { z } from 'zod'
import { AnswerCheck, GrantAttempt, WriteCheck } from '#services/checks/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { type Operation, operation } from '../operation.ts'

const InCampaign = z.strictObject({ campaign: z.uuid() })
const inCampaign = { campaign: EXAMPLE_IDS.campaign }
const count = z.number().int()

const PassageView = z
  .object({
    place: count.meta({ description: 'The number of its block in the text, from 0 on.' }),
    label: z.string(),
    text: z.string().meta({ description: 'How it begins.' }),
  })
  .meta({ id: 'Passage' })

const CheckView = z
  .object({
    version: z.string(),
    isSaved: z
      .boolean()
      .meta({ description: 'False for questions about an earlier version that are left in this one.' }),
    passMark: count.nullable(),
    attempts: count.nullable(),
    questions: z.array(
      z.object({ passage: PassageView, prompt: z.string(), choices: z.array(z.string()), right: z.array(count) }),
    ),
    passages: z.array(PassageView),
  })
  .meta({ id: 'KnowledgeCheck' })

/** Questions about what people read: written, answered, and what they show. */
export const checkOperations: Operation[] = [
  operation({
    id: 'knowledgeCheck.get',
    method: 'get',
    path: '/documents/{document}/knowledge-check',
    summary: 'Read the questions about a version, and the paragraphs that can be asked about',
    notes: 'With what is right of them, for the owner and whoever runs campaigns.',
    scope: 'documents:write',
    params: InDocument,
    response: CheckView,
    status: 200,
    example: {
      state: 'published',
      params: inDocument,
      response: { version: '1.0', isSaved: false, passMark: null, attempts: null, questions: [], passages: [] },
    },
    run: async ({ services, actor, params }) => {
      const { version, saved, passMark, attempts, questions, passages } = await services.checks.get(
        actor,
        params.document,
      )
      return {
        body: {
          version: version.label,
          isSaved: saved,
          passMark,
          attempts,
          questions: questions.map(({ passage, prompt, choices, right }) => ({ passage, prompt, choices, right })),
          passages,
        },
      }
    },
  }),
  operation({
    id: 'knowledgeCheck.write',
    method: 'put',
    path: '/documents/{document}/knowledge-check',
    summary: 'Write the questions about a version anew',
    notes:
      'One to ten, each about a paragraph by its `place`; without questions nothing is asked. Campaigns keep the questions that they were launched with.',
    scope: 'documents:write',
    params: InDocument,
    body: WriteCheck,
    status: 204,
    example: { state: 'published', params: inDocument, body: { questions: [], attempts: 3 } },
    run: async ({ services, actor, params, body }) => {
      await services.checks.write(actor, params.document, body)
      return {}
    },
  }),
  operation({
    id: 'campaigns.questions',
    method: 'get',
    path: '/campaigns/{campaign}/questions',
    summary: 'Read the questions that you are asked before you accept',
    notes: 'Without what is right of them. `questions` is empty where the campaign asks none.',
    scope: 'signoffs:decide',
    params: InCampaign,
    response: z.object({
      passMark: count,
      questions: z.array(
        z.object({
          id: z.string(),
          passage: PassageView,
          prompt: z.string(),
          choices: z.array(z.string()),
          several: z.boolean(),
        }),
      ),
    }),
    status: 200,
    example: { state: 'asked', by: 'signer', params: inCampaign, response: { passMark: 0, questions: [] } },
    run: async ({ services, actor, params }) => {
      const { check } = await services.campaigns.open(actor, params.campaign)
      return { body: { passMark: check?.passMark ?? 0, questions: check?.questions ?? [] } }
    },
  }),
  operation({
    id: 'campaigns.answer',
    method: 'post',
    path: '/campaigns/{campaign}/answers',
    summary: 'Answer the questions of a campaign',
    notes: 'Each time counts as one attempt. Refused where the campaign asks nothing.',
    scope: 'signoffs:decide',
    params: InCampaign,
    body: AnswerCheck,
    response: z.object({ passed: z.boolean(), missed: z.array(z.string()), left: count }),
    status: 200,
    example: {
      state: 'questioned',
      by: 'signer',
      params: inCampaign,
      body: { answers: { q1: [0] } },
      response: { passed: true, missed: [], left: 2 },
    },
    run: async ({ services, actor, params, body }) => ({
      body: await services.checks.answer(actor, params.campaign, body),
    }),
  }),
  operation({
    id: 'campaigns.misread',
    method: 'get',
    path: '/campaigns/{campaign}/misread',
    summary: 'List which paragraphs are misread, the worst first',
    notes: 'Counted at first attempts.',
    scope: 'documents:read',
    params: InCampaign,
    response: z.object({
      answered: count,
      usedUp: count.meta({ description: 'How many people have used all attempts.' }),
      data: z.array(z.object({ passage: PassageView, prompt: z.string(), missed: count, answered: count })),
    }),
    status: 200,
    example: { state: 'asked', params: inCampaign, response: { answered: 0, usedUp: 0, data: [] } },
    run: async ({ services, actor, params }) => {
      const found = await services.checks.misread(actor, params.campaign)
      return { body: { answered: found?.answered ?? 0, usedUp: found?.usedUp ?? 0, data: found?.misread ?? [] } }
    },
  }),
  operation({
    id: 'campaigns.grantAttempt',
    method: 'post',
    path: '/campaigns/{campaign}/attempts',
    summary: 'Grant somebody another attempt at the questions',
    notes: 'By their manager, or whoever runs campaigns, once all attempts are used.',
    scope: 'documents:publish',
    params: InCampaign,
    body: GrantAttempt,
    status: 204,
    example: { state: 'used_up', params: inCampaign, body: { membershipId: EXAMPLE_IDS.signer } },
    run: async ({ services, actor, params, body }) => {
      await services.checks.grant(actor, params.campaign, body)
      return {}
    },
  }),
]
