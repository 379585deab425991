import { sql } from 'drizzle-orm'
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { CONFIRMATION_METHODS } from '#domain/approvals/confirmation.ts'
import type { AppliesTo } from '#domain/approvals/defaults.ts'
import {
  APPROVAL_TYPES,
  type PlannedStep,
  PUBLICATION_MODES,
  ROUND_STATUSES,
  SIGNOFF_STATUSES,
  STEP_RULES,
  STEP_STATUSES,
  type StepDefinition,
} from '#domain/approvals/definition.ts'
import type { Category } from '#domain/documents/categories.ts'
import type { Evidence } from '#domain/reviews/outcome.ts'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documentKind, documents, documentVersions } from './documents.ts'
import { memberships } from './organizations.ts'

export const approvalType = pgEnum('approval_type', APPROVAL_TYPES)
export const roundStatus = pgEnum('round_status', ROUND_STATUSES)
export const stepStatus = pgEnum('step_status', STEP_STATUSES)
export const stepRule = pgEnum('step_rule', STEP_RULES)
export const signoffStatus = pgEnum('signoff_status', SIGNOFF_STATUSES)
export const publicationMode = pgEnum('publication_mode', PUBLICATION_MODES)

/** A configurable process. Each edit is a new row of the same `familyId`; rounds keep the one they began with. */
export const approvalDefinitions = pgTable(
  'approval_definitions',
  {
    ...tenantColumns(),
    familyId: uuid('family_id').notNull(),
    version: integer('version').notNull(),
    type: approvalType('type').notNull(),
    name: text('name').notNull(),
    steps: jsonb('steps').$type<StepDefinition[]>().notNull(),
    /** The documents that it is for: what it becomes the default of. */
    appliesTo: jsonb('applies_to').$type<AppliesTo>().notNull().default({}),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    retiredAt: instant('retired_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('approval_definitions_version_key').on(t.orgId, t.familyId, t.version),
    unique('approval_definitions_type_key').on(t.orgId, t.id, t.type),
    tenantReference('approval_definitions_created_by_fk', t.orgId, t.createdBy, memberships),
  ],
)

/** What is used when nobody says otherwise: for a type one definition for all documents, and one for each kind and category. */
export const approvalDefaults = pgTable(
  'approval_defaults',
  {
    ...tenantColumns(),
    type: approvalType('type').notNull(),
    definitionId: uuid('definition_id').notNull(),
    kind: documentKind('kind'),
    category: text('category').$type<Category>(),
  },
  (t) => [
    tenantKey(t),
    unique('approval_defaults_scope_key').on(t.orgId, t.type, t.kind, t.category).nullsNotDistinct(),
    foreignKey({
      name: 'approval_defaults_definition_fk',
      columns: [t.orgId, t.definitionId, t.type],
      foreignColumns: [approvalDefinitions.orgId, approvalDefinitions.id, approvalDefinitions.type],
    }),
    check('approval_defaults_scope', sql`kind is null or category is null`),
  ],
)

/** One question put to the people of a process, over one version: the record. Its workflow is the process. */
export const approvalRounds = pgTable(
  'approval_rounds',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    definitionId: uuid('definition_id'),
    /** What its approval brings about. */
    purpose: approvalType('purpose').notNull().default('approval'),
    status: roundStatus('status').notNull().default('running'),
    /** What the version is called once it is approved; nobody else approves a version of the document meanwhile. */
    label: text('label').notNull(),
    /** 1 for the first text that was submitted to get this label, 2 for the second, and so on. */
    submission: integer('submission').notNull(),
    message: text('message').notNull().default(''),
    dueAt: instant('due_at'),
    publicationMode: publicationMode('publication_mode').notNull(),
    effectiveDate: date('effective_date', { mode: 'string' }),
    submittedBy: uuid('submitted_by').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    endedAt: instant('ended_at'),
    /** Why it was withdrawn or canceled; a rejection's reason is on the sign-off. */
    endReason: text('end_reason'),
    /** Of a review: what the reviewer points to. */
    evidence: jsonb('evidence').$type<Evidence[]>().notNull().default([]),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('approval_rounds_version_key').on(t.orgId, t.versionId).where(sql`purpose = 'approval'`),
    uniqueIndex('approval_rounds_submission_key')
      .on(t.orgId, t.documentId, t.label, t.submission)
      .where(sql`purpose = 'approval'`),
    index('approval_rounds_of_version_idx').on(t.orgId, t.versionId),
    uniqueIndex('approval_rounds_running_key').on(t.orgId, t.documentId).where(sql`status = 'running'`),
    index('approval_rounds_document_idx').on(t.orgId, t.documentId, t.submittedAt),
    tenantReference('approval_rounds_document_fk', t.orgId, t.documentId, documents),
    tenantReference('approval_rounds_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('approval_rounds_definition_fk', t.orgId, t.definitionId, approvalDefinitions),
    tenantReference('approval_rounds_submitted_by_fk', t.orgId, t.submittedBy, memberships),
    check('approval_rounds_submission', sql`submission >= 1`),
    check('approval_rounds_end', sql`(status = 'running') = (ended_at is null)`),
    check('approval_rounds_effective_date', sql`publication_mode <> 'on_date' or effective_date is not null`),
  ],
)

export const approvalRoundSteps = pgTable(
  'approval_round_steps',
  {
    ...tenantColumns(),
    roundId: uuid('round_id').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    rule: stepRule('rule').notNull(),
    quorum: integer('quorum'),
    /** The step as it was planned at submit: resolved signers, reminders, escalation. */
    plan: jsonb('plan').$type<PlannedStep>().notNull(),
    status: stepStatus('status').notNull().default('waiting'),
    startedAt: instant('started_at'),
    dueAt: instant('due_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('approval_round_steps_position_key').on(t.orgId, t.roundId, t.position),
    tenantReference('approval_round_steps_round_fk', t.orgId, t.roundId, approvalRounds),
    check('approval_round_steps_quorum', sql`(rule = 'quorum') = (quorum is not null) and coalesce(quorum, 1) > 0`),
  ],
)

/** One signer's request and decision. Once decided the database refuses every change. */
export const signoffs = pgTable(
  'signoffs',
  {
    ...tenantColumns(),
    roundId: uuid('round_id').notNull(),
    stepId: uuid('step_id').notNull(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    signerId: uuid('signer_id').notNull(),
    status: signoffStatus('status').notNull().default('pending'),
    requestedAt: instant('requested_at').notNull(),
    dueAt: instant('due_at'),
    openedAt: instant('opened_at'),
    decidedAt: instant('decided_at'),
    comment: text('comment'),
    /** The name and position at the time of the decision; the printed signature shows these whatever changes later. */
    signerName: text('signer_name').notNull(),
    signerPosition: text('signer_position'),
    /** The hash that was signed; equal to the version's. */
    contentHash: text('content_hash').notNull(),
    remindersSent: integer('reminders_sent').notNull().default(0),
    lastRemindedAt: instant('last_reminded_at'),
    escalatedAt: instant('escalated_at'),
    /** The request that this one took the place of when its signer asked somebody else; the two stay for ever. */
    delegatedFrom: uuid('delegated_from'),
    /** In whose place the signer signs, by the name at the time. */
    onBehalfOf: text('on_behalf_of'),
    delegationReason: text('delegation_reason'),
    /** The fresh sign-in with which it was decided; null where the step asks for none. */
    confirmedBy: text('confirmed_by', { enum: CONFIRMATION_METHODS }),
    confirmedAt: instant('confirmed_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('signoffs_open_key').on(t.orgId, t.roundId, t.signerId).where(sql`status = 'pending'`),
    uniqueIndex('signoffs_step_signer_key').on(t.orgId, t.stepId, t.signerId),
    index('signoffs_signer_idx').on(t.orgId, t.signerId, t.status, t.dueAt),
    index('signoffs_document_idx').on(t.orgId, t.documentId),
    tenantReference('signoffs_round_fk', t.orgId, t.roundId, approvalRounds),
    tenantReference('signoffs_step_fk', t.orgId, t.stepId, approvalRoundSteps),
    tenantReference('signoffs_document_fk', t.orgId, t.documentId, documents),
    tenantReference('signoffs_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('signoffs_signer_fk', t.orgId, t.signerId, memberships),
    uniqueIndex('signoffs_delegated_key').on(t.orgId, t.delegatedFrom).where(sql`delegated_from is not null`),
    tenantReference('signoffs_delegated_from_fk', t.orgId, t.delegatedFrom, t),
    check('signoffs_delegated', sql`num_nulls(delegated_from, on_behalf_of, delegation_reason) in (0, 3)`),
    check(
      'signoffs_confirmed',
      sql`num_nulls(confirmed_by, confirmed_at) in (0, 2) and (confirmed_at is null or decided_at is not null)`,
    ),
    check('signoffs_decided', sql`(status in ('approved', 'rejected')) = (decided_at is not null)`),
    check('signoffs_rejection_says_why', sql`status <> 'rejected' or length(trim(comment)) > 0`),
  ],
)
