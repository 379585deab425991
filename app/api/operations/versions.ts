import { z } from 'zod'
import { SaveVersion } from '#services/documents/input.ts'
import { type Operation, operation } from '../operation.ts'
import { cursorTo, limit, numberCursor } from '../query.ts'
import { listOf } from '../views/common.ts'
import { inDocument } from '../views/examples.ts'
import { ACTIVITY_EXAMPLE, ActivityView, activityView } from '../views/oversight.ts'
import {
  VERSION_EXAMPLE,
  VERSION_ROW_EXAMPLE,
  VersionRowView,
  VersionView,
  versionRowView,
  versionView,
} from '../views/versions.ts'
import { InDocument } from './documents.ts'

/** A version's number, as it stands in an address. */
const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ type: 'integer', minimum: 1 })
const InVersion = InDocument.extend({ number })
const ListQuery = z.strictObject({ limit, cursor: numberCursor })

const inVersion = { ...inDocument, number: '1' }

export const versionOperations: Operation[] = [
  operation({
    id: 'versions.list',
    method: 'get',
    path: '/documents/{document}/versions',
    tag: 'Versions',
    summary: 'List the versions, newest first',
    notes: 'Without their text. Those who do not read drafts see what was in effect.',
    scope: 'documents:read',
    params: InDocument,
    query: ListQuery,
    response: listOf(VersionRowView),
    status: 200,
    example: { params: inDocument, response: { data: [VERSION_ROW_EXAMPLE], page: { next: null, total: null } } },
    run: async ({ services, actor, params, query }) => {
      // One more than is answered tells whether there are more.
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
    tag: 'Versions',
    summary: 'Save the draft as a version',
    notes: 'Versions never change. Submitting makes one by itself.',
    scope: 'documents:write',
    params: InDocument,
    body: SaveVersion,
    response: VersionView,
    status: 201,
    example: { params: inDocument, body: { changeSummary: 'First version' }, response: VERSION_EXAMPLE },
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
    tag: 'Versions',
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
    tag: 'Versions',
    summary: 'Take an earlier version back',
    notes: 'Makes a new version with its text, and the draft with it.',
    scope: 'documents:write',
    params: InVersion,
    response: VersionView,
    status: 201,
    example: {
      params: inVersion,
      response: { ...VERSION_EXAMPLE, number: 2, changeType: 'minor', changeSummary: 'Restored from version 1' },
    },
    run: async ({ services, actor, params }) => {
      const made = await services.versions.restore(actor, params.document, params.number)
      const { document, version } = await services.versions.get(actor, params.document, made.number)
      const location = `/documents/${document.identifier}/versions/${version.number}`
      return { body: versionView(version), location }
    },
  }),
  operation({
    id: 'documents.activity',
    method: 'get',
    path: '/documents/{document}/activity',
    tag: 'Documents',
    summary: 'What happened to a document, newest first',
    scope: 'documents:read',
    params: InDocument,
    query: ListQuery,
    response: listOf(ActivityView),
    status: 200,
    example: { params: inDocument, response: { data: [ACTIVITY_EXAMPLE], page: { next: null, total: null } } },
    run: async ({ services, actor, params, query }) => {
      const page = { limit: query.limit, before: query.cursor }
      const { entries, next } = await services.audit.ofDocument(actor, params.document, page)
      const cursor = next === null ? null : cursorTo(next)
      return { body: { data: entries.map(activityView), page: { next: cursor, total: null } } }
    },
  }),
]
