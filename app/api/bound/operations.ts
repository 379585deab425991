import { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { cursorTo, limit, numberCursor } from '../common/query.ts'
import { operation, type Resource } from '../operation.ts'
import { BoundView, boundDocumentView, personThen } from './views.ts'

const InMember = z.strictObject({ member: z.uuid() })

const moment = z.iso
  .datetime({ offset: true, message: 'Write a moment with its zone, such as 2026-03-03T14:00:00+01:00' })
  .meta({ description: 'A moment that has passed, with its zone.' })

export const bound: Resource = {
  tag: 'What bound whom',
  operations: [
    operation({
      id: 'members.bound',
      method: 'get',
      path: '/members/{member}/bound',
      summary: 'List what bound a member at a moment',
      notes:
        'The documents in effect then in whose audience the member was, by any campaign that had been launched, as it was recorded by then. Without `at` it is now. One’s own to ask; that of others for whoever may see campaigns.',
      scope: 'documents:read',
      params: InMember,
      query: z.strictObject({
        at: moment.optional(),
        limit,
        cursor: numberCursor,
      }),
      response: BoundView,
      status: 200,
      example: {
        state: 'accepted',
        params: { member: EXAMPLE_IDS.signer },
        response: {
          at: EXAMPLE_TIME,
          person: {
            ...{ id: EXAMPLE_IDS.signer, name: 'Miguel Santos', active: true },
            ...{ roles: ['approver'], department: null, groups: [] },
          },
          counts: { accepted: 1 },
          data: [
            {
              document: { id: EXAMPLE_IDS.document, identifier: EXAMPLE_IDENTIFIER, title: 'Access control policy' },
              versionId: EXAMPLE_IDS.version,
              version: '1.0',
              language: 'en',
              contentHash: EXAMPLE_HASH,
              effectiveFrom: EXAMPLE_TIME,
              because: ['Everyone'],
              state: 'accepted',
              asked: {
                ...{ campaignId: EXAMPLE_IDS.campaign, askedAt: EXAMPLE_TIME },
                ...{ dueAt: '2026-06-15T21:59:59.000Z', open: false },
              },
              acceptance: {
                ...{ id: EXAMPLE_IDS.acknowledgment, versionId: EXAMPLE_IDS.version, version: '1.0' },
                ...{ acceptedAt: EXAMPLE_TIME, contentHash: EXAMPLE_HASH },
              },
            },
          ],
          page: { next: null, total: 1 },
        },
      },
      run: async ({ services, actor, params, query: { at, limit: most, cursor } }) => {
        const asked = { at: at === undefined ? undefined : new Date(at), limit: most, page: cursor }
        const found = await services.bound.at(actor, params.member, asked)
        return {
          body: {
            at: found.at.toISOString(),
            person: personThen(found),
            counts: found.counts,
            data: found.rows.map(boundDocumentView),
            page: { next: found.page < found.pages ? cursorTo(found.page + 1) : null, total: found.total },
          },
        }
      },
    }),
    operation({
      id: 'members.bound_proof',
      method: 'get',
      path: '/members/{member}/bound/exports/{format}',
      summary: 'Download what bound a member at a moment, with its proof',
      notes:
        'With the entries of the audit log that made it so, and the signed checkpoint over them. The JSON can be checked without Accord; who may not read the log gets the hashes of entries by others. A PDF that is still being made answers `rendition_missing`: ask again.',
      scope: 'documents:read',
      cost: 10,
      params: InMember.extend({ format: z.enum(['json', 'pdf']) }),
      query: z.strictObject({ at: moment }),
      files: ['application/json', 'application/pdf'],
      status: 200,
      example: {
        state: 'accepted',
        params: { member: EXAMPLE_IDS.signer, format: 'json' },
        query: { at: '2026-06-01T09:00:00Z' },
      },
      run: async ({ services, actor, params: { member, format }, query: { at } }) => {
        const asked = new Date(at)
        if (format === 'pdf') {
          const { pdf, fileName } = await services.bound.pdf(actor, member, { at: asked, timeZone: 'UTC' })
          return { file: { type: 'application/pdf', name: fileName, content: pdf.content, size: pdf.size } }
        }
        const content = JSON.stringify(await services.bound.proof(actor, member, asked), null, 2)
        return { file: { type: 'application/json; charset=utf-8', name: 'bound.json', content } }
      },
    }),
  ],
}
