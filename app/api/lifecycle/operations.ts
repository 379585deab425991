import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import { PublishDocument, ReasonGiven, SubmitDocument, WithdrawDocument } from '#services/rounds/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { DOCUMENT_EXAMPLE, IN_REVIEW_EXAMPLE, inDocument, PUBLISHED_EXAMPLE } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { DocumentView, documentNow } from '../documents/views.ts'
import { operation, type Resource } from '../operation.ts'

/** What all commands share: they answer with the document as it is after the commit. */
const command = { method: 'post', params: InDocument, response: DocumentView, status: 200 } as const

async function after(done: Promise<unknown>, services: Services, actor: Actor, reference: string) {
  await done
  return { body: await documentNow(services, actor, reference) }
}

export const lifecycle: Resource = {
  tag: 'Lifecycle',
  operations: [
    operation({
      ...command,
      id: 'documents.submit',
      path: '/documents/{document}/submit',
      summary: 'Send the draft to its signers',
      notes:
        'Freezes the draft into a version and begins its approval round: of the signers that are named, else by the definition that is chosen, else by the default one.',
      scope: 'documents:write',
      body: SubmitDocument,
      bodyOptional: true,
      example: {
        state: 'draft',
        params: inDocument,
        body: { signerIds: [EXAMPLE_IDS.signer], message: 'Please look at section 2.', changeSummary: 'First version' },
        response: IN_REVIEW_EXAMPLE,
      },
      run: ({ services, actor, params: { document }, body }) =>
        after(services.rounds.submit(actor, document, body), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.withdraw',
      path: '/documents/{document}/withdraw',
      summary: 'Withdraw what is being decided',
      notes:
        'Of an approval, the document is a draft again. Of a publication, a retirement or a review, everything stays as it was.',
      scope: 'documents:write',
      body: WithdrawDocument,
      bodyOptional: true,
      example: {
        state: 'in_review',
        params: inDocument,
        body: { reason: 'A paragraph is missing.' },
        response: {
          ...DOCUMENT_EXAMPLE,
          round: { ...IN_REVIEW_EXAMPLE.round, status: 'withdrawn', endReason: 'A paragraph is missing.' },
        },
      },
      run: ({ services, actor, params: { document }, body }) =>
        after(services.rounds.withdraw(actor, document, body), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.retry',
      path: '/documents/{document}/retry',
      summary: 'Let an approval that has stopped go on',
      notes:
        'A round whose `failure` is not null has stopped. Nothing that was decided is lost: it goes on from there.',
      scope: 'documents:publish',
      example: { state: 'failed', params: inDocument, response: IN_REVIEW_EXAMPLE },
      run: ({ services, actor, params: { document } }) =>
        after(services.rounds.retry(actor, document), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.publish',
      path: '/documents/{document}/publish',
      summary: 'Put the approved version into effect, now or on a date',
      notes:
        'It is in effect as soon as its PDF is stored, which takes a moment: until then the status stays `approved`. Where a definition of the type `publication` is the default of the document, its people are asked first: `round` is then the one that decides.',
      scope: 'documents:publish',
      body: PublishDocument,
      bodyOptional: true,
      example: {
        state: 'approved',
        params: inDocument,
        body: {},
        response: { ...PUBLISHED_EXAMPLE, status: 'approved', isInEffect: false, inEffect: null },
      },
      run: ({ services, actor, params: { document }, body }) =>
        after(services.rounds.publish(actor, document, body), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.unplan',
      path: '/documents/{document}/unplan',
      summary: 'Cancel the planned publication of the approved version',
      notes: 'It stays approved and goes into effect when somebody publishes it.',
      scope: 'documents:publish',
      example: {
        state: 'planned',
        params: inDocument,
        response: { ...PUBLISHED_EXAMPLE, status: 'approved', isInEffect: false, inEffect: null },
      },
      run: ({ services, actor, params: { document } }) =>
        after(services.rounds.unplan(actor, document), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.revise',
      path: '/documents/{document}/revise',
      summary: 'Make it a draft again, and say what must change',
      notes: 'What is in effect stays in effect until the next version is. An approval that was not published is lost.',
      scope: 'documents:publish',
      body: ReasonGiven,
      example: {
        state: 'published',
        params: inDocument,
        body: { reason: 'Section 4 names a system that was retired.' },
        response: {
          ...PUBLISHED_EXAMPLE,
          status: 'draft',
          revisionReason: 'Section 4 names a system that was retired.',
        },
      },
      run: ({ services, actor, params: { document }, body }) =>
        after(services.rounds.revise(actor, document, body), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.archive',
      path: '/documents/{document}/archive',
      summary: 'Take a document out of use',
      notes:
        'Where a definition of the type `retirement` is the default of the document, its people are asked first, and the version stays in effect until they approve.',
      scope: 'documents:publish',
      body: ReasonGiven,
      example: {
        params: inDocument,
        body: { reason: 'Merged into POL-IS-001.' },
        response: { ...DOCUMENT_EXAMPLE, status: 'archived', archiveReason: 'Merged into POL-IS-001.' },
      },
      run: ({ services, actor, params: { document }, body }) =>
        after(services.rounds.archive(actor, document, body), services, actor, document),
    }),
    operation({
      ...command,
      id: 'documents.restore',
      path: '/documents/{document}/restore',
      summary: 'Bring an archived document back as a draft',
      scope: 'documents:publish',
      example: { state: 'archived', params: inDocument, response: DOCUMENT_EXAMPLE },
      run: ({ services, actor, params: { document } }) =>
        after(services.rounds.restore(actor, document), services, actor, document),
    }),
  ],
}
