import { z } from 'zod'
import { withoutMarks } from '#services/content/paragraph-marks.ts'
import { SaveVersion } from '#services/documents/input.ts'
import { ByNumber, cursorTo } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { operation, type Resource } from '../operation.ts'
import { VERSION_EXAMPLE, VERSION_ROW_EXAMPLE } from './examples.ts'
import { InVersion, side } from './params.ts'
import { DiffView, RestoredView, VersionRowView, VersionView, versionRowView, versionView } from './views.ts'

const inVersion = { ...inDocument, number: '1' }

export const versions: Resource = {
  tag: 'Versions',
  operations: [
    operation({
      id: 'versions.list',
      method: 'get',
      path: '/documents/{document}/versions',
      summary: 'List the versions, newest first',
      notes: 'Without their text. Those who do not read drafts see what was in effect.',
      scope: 'documents:read',
      params: InDocument,
      query: ByNumber,
      response: listOf(VersionRowView),
      status: 200,
      example: { params: inDocument, response: { data: [VERSION_ROW_EXAMPLE], page: { next: null, total: null } } },
      run: async ({ services, actor, params, query }) => {
        // One more row is read than is answered: it shows whether there are more.
        const page = { limit: query.limit + 1, before: query.cursor }
        const found = (await services.versions.list(actor, params.document, page)).versions
        const versions = found.slice(0, query.limit)
        const last = versions.at(-1)
        const next = last && found.length > versions.length ? cursorTo(last.number) : null
        return { body: { data: versions.map(versionRowView), page: { next, total: null } } }
      },
    }),
    operation({
      id: 'versions.create',
      method: 'post',
      path: '/documents/{document}/versions',
      summary: 'Save the draft as a version',
      notes: 'Versions never change. Submitting makes one by itself.',
      scope: 'documents:write',
      params: InDocument,
      body: SaveVersion,
      response: VersionView,
      status: 201,
      example: {
        state: 'draft',
        params: inDocument,
        body: { changeSummary: 'First version' },
        response: VERSION_EXAMPLE,
      },
      run: async ({ services, actor, params, body }) => {
        const saved = await services.versions.save(actor, params.document, body)
        const { document, version } = await services.versions.get(actor, params.document, saved.number)
        const location = `/documents/${document.identifier}/versions/${version.number}`
        return { body: versionView(version), location }
      },
    }),
    operation({
      id: 'versions.get',
      method: 'get',
      path: '/documents/{document}/versions/{number}',
      summary: 'Read a version with its text',
      scope: 'documents:read',
      params: InVersion,
      response: VersionView,
      status: 200,
      example: { params: inVersion, response: VERSION_EXAMPLE },
      run: async ({ services, actor, params }) => {
        const { version } = await services.versions.get(actor, params.document, params.number)
        return { body: versionView(version) }
      },
    }),
    operation({
      id: 'versions.restore',
      method: 'post',
      path: '/documents/{document}/versions/{number}/restore',
      summary: 'Take an earlier version back',
      notes:
        'Makes a new version with its text, and the draft with it. A draft that no version holds yet is kept as one first: `keptDraft` is its number.',
      scope: 'documents:write',
      params: InVersion,
      response: RestoredView,
      status: 201,
      example: {
        params: inVersion,
        response: {
          ...VERSION_EXAMPLE,
          number: 2,
          changeType: 'minor',
          changeSummary: 'Restored from version 1',
          keptDraft: null,
        },
      },
      run: async ({ services, actor, params }) => {
        const made = await services.versions.restore(actor, params.document, params.number)
        const { document, version } = await services.versions.get(actor, params.document, made.version.number)
        const location = `/documents/${document.identifier}/versions/${version.number}`
        return { body: { ...versionView(version), keptDraft: made.kept?.number ?? null }, location }
      },
    }),
    operation({
      id: 'versions.diff',
      method: 'get',
      path: '/documents/{document}/diff',
      summary: 'What changed between two versions',
      scope: 'documents:read',
      cost: 10,
      params: InDocument,
      query: z.strictObject({ from: side, to: side }),
      response: DiffView,
      status: 200,
      example: {
        params: inDocument,
        query: { from: '1', to: 'draft' },
        response: {
          changes: 1,
          renumbered: 0,
          words: { added: 2, removed: 0 },
          summary: ['1 section changed: Purpose.', '2 words added, 0 removed.'],
          html: '<h2>Purpose</h2><p>Access follows need<ins>, not rank</ins>.</p>',
          note: null,
        },
      },
      run: async ({ services, actor, params, query }) => {
        const compared = await services.compare.between(actor, params.document, query.from, query.to)
        return { body: { ...compared, html: withoutMarks(compared.html) } }
      },
    }),
  ],
}
