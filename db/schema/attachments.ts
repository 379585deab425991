import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { IMAGE_TYPES } from '#domain/attachments/image.ts'
import { createdAt, instant, tenantReference } from './columns.ts'
import { documents, documentVersions } from './documents.ts'
import { memberships } from './organizations.ts'

export const imageType = pgEnum('image_type', IMAGE_TYPES)

/** Images of texts, each once for an organization, by the SHA-256 of the bytes that are kept. */
export const attachments = pgTable(
  'attachments',
  {
    orgId: uuid('org_id').notNull(),
    hash: text('hash').notNull(),
    type: imageType('type').notNull(),
    bytes: integer('bytes').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** Where the file is. No other file, and no later one, has the same name. */
    objectKey: text('object_key').notNull(),
    createdBy: uuid('created_by').notNull(),
    /** When it was last added to a document. */
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.hash] }),
    index('attachments_created_idx').on(t.orgId, t.createdAt),
    tenantReference('attachments_created_by_fk', t.orgId, t.createdBy, memberships),
    check('attachments_hash_shape', sql`hash ~ '^[0-9a-f]{64}$'`),
  ],
)

const attachment = { orgId: attachments.orgId, id: attachments.hash }

/** The images that the draft of a document may show: kept in step with its text by db/sql/attachments.sql. */
export const draftAttachments = pgTable(
  'draft_attachments',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    hash: text('hash').notNull(),
    /** Since when the draft does not show it; null while it does. */
    unusedSince: instant('unused_since'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.documentId, t.hash] }),
    index('draft_attachments_hash_idx').on(t.orgId, t.hash),
    tenantReference('draft_attachments_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    tenantReference('draft_attachments_attachment_fk', t.orgId, t.hash, attachment),
  ],
)

/** The images that a version shows, for ever. Written by db/sql/attachments.sql when the version is. */
export const versionAttachments = pgTable(
  'version_attachments',
  {
    orgId: uuid('org_id').notNull(),
    versionId: uuid('version_id').notNull(),
    documentId: uuid('document_id').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.versionId, t.hash] }),
    index('version_attachments_document_idx').on(t.orgId, t.documentId, t.hash),
    index('version_attachments_hash_idx').on(t.orgId, t.hash),
    tenantReference('version_attachments_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('version_attachments_document_fk', t.orgId, t.documentId, documents),
    tenantReference('version_attachments_attachment_fk', t.orgId, t.hash, attachment),
  ],
)
