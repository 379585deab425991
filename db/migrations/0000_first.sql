CREATE TYPE "public"."approval_type" AS ENUM('approval', 'review', 'publication', 'retirement');--> statement-breakpoint
CREATE TYPE "public"."publication_mode" AS ENUM('on_approval', 'on_date', 'manual');--> statement-breakpoint
CREATE TYPE "public"."round_status" AS ENUM('running', 'approved', 'rejected', 'withdrawn', 'canceled');--> statement-breakpoint
CREATE TYPE "public"."signoff_status" AS ENUM('pending', 'approved', 'rejected', 'withdrawn', 'delegated');--> statement-breakpoint
CREATE TYPE "public"."step_rule" AS ENUM('all', 'any', 'quorum');--> statement-breakpoint
CREATE TYPE "public"."step_status" AS ENUM('waiting', 'active', 'approved', 'rejected', 'canceled', 'skipped');--> statement-breakpoint
CREATE TYPE "public"."image_type" AS ENUM('image/png', 'image/jpeg', 'image/webp');--> statement-breakpoint
CREATE TYPE "public"."calendar_feed_kind" AS ENUM('own', 'organization');--> statement-breakpoint
CREATE TYPE "public"."asks_on" AS ENUM('major', 'every');--> statement-breakpoint
CREATE TYPE "public"."campaign_ending" AS ENUM('completed', 'date', 'closed', 'canceled', 'archived', 'superseded');--> statement-breakpoint
CREATE TYPE "public"."campaign_status" AS ENUM('launching', 'open', 'closed');--> statement-breakpoint
CREATE TYPE "public"."campaign_recurrence" AS ENUM('none', 'yearly', 'after_acceptance');--> statement-breakpoint
CREATE TYPE "public"."suggestion_outcome" AS ENUM('taken', 'left');--> statement-breakpoint
CREATE TYPE "public"."change_type" AS ENUM('initial', 'major', 'minor', 'patch');--> statement-breakpoint
CREATE TYPE "public"."classification" AS ENUM('public', 'internal', 'confidential', 'restricted');--> statement-breakpoint
CREATE TYPE "public"."document_kind" AS ENUM('policy', 'procedure', 'plan', 'guide');--> statement-breakpoint
CREATE TYPE "public"."document_source" AS ENUM('manual', 'template', 'ai', 'import');--> statement-breakpoint
CREATE TYPE "public"."document_status" AS ENUM('draft', 'in_review', 'approved', 'published', 'archived');--> statement-breakpoint
CREATE TYPE "public"."document_type" AS ENUM('security', 'compliance', 'operational', 'administrative');--> statement-breakpoint
CREATE TYPE "public"."review_unit" AS ENUM('days', 'months');--> statement-breakpoint
CREATE TYPE "public"."term_kind" AS ENUM('framework', 'tag');--> statement-breakpoint
CREATE TYPE "public"."membership_status" AS ENUM('active', 'removed');--> statement-breakpoint
CREATE TYPE "public"."organization_type" AS ENUM('enterprise', 'agency');--> statement-breakpoint
CREATE TYPE "public"."delivery_status" AS ENUM('pending', 'sending', 'digest', 'sent', 'skipped', 'failed');--> statement-breakpoint
CREATE TYPE "public"."outbox_kind" AS ENUM('start', 'signal', 'activity', 'nudge');--> statement-breakpoint
CREATE TYPE "public"."process_kind" AS ENUM('approval', 'review', 'campaign');--> statement-breakpoint
CREATE TYPE "public"."review_outcome" AS ENUM('still_right', 'needs_change');--> statement-breakpoint
CREATE TYPE "public"."search_subject" AS ENUM('document');--> statement-breakpoint
CREATE TABLE "absences" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"delegate_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"canceled_at" timestamp with time zone,
	CONSTRAINT "absences_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "absences_days" CHECK (from_day <= until_day),
	CONSTRAINT "absences_delegate" CHECK (delegate_id <> membership_id)
);
--> statement-breakpoint
CREATE TABLE "approval_defaults" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" "approval_type" NOT NULL,
	"definition_id" uuid NOT NULL,
	"kind" "document_kind",
	"category" text,
	CONSTRAINT "approval_defaults_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "approval_defaults_scope_key" UNIQUE NULLS NOT DISTINCT("org_id","type","kind","category"),
	CONSTRAINT "approval_defaults_scope" CHECK (kind is null or category is null)
);
--> statement-breakpoint
CREATE TABLE "approval_definitions" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"type" "approval_type" NOT NULL,
	"name" text NOT NULL,
	"steps" jsonb NOT NULL,
	"applies_to" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "approval_definitions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "approval_definitions_type_key" UNIQUE("org_id","id","type")
);
--> statement-breakpoint
CREATE TABLE "approval_round_steps" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"rule" "step_rule" NOT NULL,
	"quorum" integer,
	"plan" jsonb NOT NULL,
	"status" "step_status" DEFAULT 'waiting' NOT NULL,
	"started_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "approval_round_steps_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "approval_round_steps_quorum" CHECK ((rule = 'quorum') = (quorum is not null) and coalesce(quorum, 1) > 0)
);
--> statement-breakpoint
CREATE TABLE "approval_rounds" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"definition_id" uuid,
	"purpose" "approval_type" DEFAULT 'approval' NOT NULL,
	"status" "round_status" DEFAULT 'running' NOT NULL,
	"label" text NOT NULL,
	"submission" integer NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"due_at" timestamp with time zone,
	"publication_mode" "publication_mode" NOT NULL,
	"effective_date" date,
	"submitted_by" uuid NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"evidence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "approval_rounds_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "approval_rounds_submission" CHECK (submission >= 1),
	CONSTRAINT "approval_rounds_end" CHECK ((status = 'running') = (ended_at is null)),
	CONSTRAINT "approval_rounds_effective_date" CHECK (publication_mode <> 'on_date' or effective_date is not null)
);
--> statement-breakpoint
CREATE TABLE "signoffs" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"step_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"signer_id" uuid NOT NULL,
	"status" "signoff_status" DEFAULT 'pending' NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"comment" text,
	"signer_name" text NOT NULL,
	"signer_position" text,
	"content_hash" text NOT NULL,
	"reminders_sent" integer DEFAULT 0 NOT NULL,
	"last_reminded_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"delegated_from" uuid,
	"on_behalf_of" text,
	"delegation_reason" text,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "signoffs_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "signoffs_delegated" CHECK (num_nulls(delegated_from, on_behalf_of, delegation_reason) in (0, 3)),
	CONSTRAINT "signoffs_confirmed" CHECK (num_nulls(confirmed_by, confirmed_at) in (0, 2) and (confirmed_at is null or decided_at is not null)),
	CONSTRAINT "signoffs_decided" CHECK ((status in ('approved', 'rejected')) = (decided_at is not null)),
	CONSTRAINT "signoffs_rejection_says_why" CHECK (status <> 'rejected' or length(trim(comment)) > 0)
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"org_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"type" "image_type" NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"object_key" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachments_org_id_hash_pk" PRIMARY KEY("org_id","hash"),
	CONSTRAINT "attachments_hash_shape" CHECK (hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "draft_attachments" (
	"org_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"unused_since" timestamp with time zone,
	CONSTRAINT "draft_attachments_org_id_document_id_hash_pk" PRIMARY KEY("org_id","document_id","hash")
);
--> statement-breakpoint
CREATE TABLE "version_attachments" (
	"org_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "version_attachments_org_id_version_id_hash_pk" PRIMARY KEY("org_id","version_id","hash")
);
--> statement-breakpoint
CREATE TABLE "account_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"address" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease" uuid,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" bigint NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"aaguid" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"unsettled" integer DEFAULT 0 NOT NULL,
	"last_failed_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_past_askings" (
	"org_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	CONSTRAINT "campaign_past_askings_org_id_recipient_id_valid_until_pk" PRIMARY KEY("org_id","recipient_id","valid_until")
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"kind" "calendar_feed_kind" NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_read_at" timestamp with time zone,
	"content_hash" text,
	"changed_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "calendar_feeds_changed" CHECK ((content_hash is null) = (changed_at is null))
);
--> statement-breakpoint
CREATE TABLE "acknowledgment_rules" (
	"org_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"audience" jsonb NOT NULL,
	"asks_on" "asks_on" NOT NULL,
	"days_to_read" integer NOT NULL,
	"statement" text NOT NULL,
	"reads_to_end" boolean DEFAULT false NOT NULL,
	"evergreen" boolean DEFAULT false NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "acknowledgment_rules_org_id_document_id_pk" PRIMARY KEY("org_id","document_id"),
	CONSTRAINT "acknowledgment_rules_days" CHECK (days_to_read > 0),
	CONSTRAINT "acknowledgment_rules_statement" CHECK (char_length(trim(statement)) between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "acknowledgments" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"person_position" text,
	"label" text NOT NULL,
	"content_hash" text NOT NULL,
	"statement" text NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"reached_end" boolean,
	"sections" jsonb,
	CONSTRAINT "acknowledgments_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "acknowledgments_hash_shape" CHECK (content_hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "campaign_recipients" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"turn" integer DEFAULT 1 NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"joined" boolean DEFAULT false NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"due_moved_at" timestamp with time zone,
	"reminders" integer DEFAULT 0 NOT NULL,
	"last_reminded_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"extra_attempts" integer DEFAULT 0 NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "campaign_recipients_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "campaign_recipients_turn" CHECK (turn > 0)
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"audience" jsonb NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"statement" text NOT NULL,
	"status" "campaign_status" DEFAULT 'launching' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"days_to_read" integer NOT NULL,
	"closes_at" timestamp with time zone,
	"remind_every" integer,
	"escalate_after" integer,
	"evergreen" boolean DEFAULT false NOT NULL,
	"recurrence" "campaign_recurrence" DEFAULT 'none' NOT NULL,
	"repeat_on" text,
	"repeat_months" integer,
	"reads_to_end" boolean DEFAULT false NOT NULL,
	"check_id" uuid,
	"by_rule" boolean DEFAULT false NOT NULL,
	"launched_by" uuid NOT NULL,
	"launched_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"ending" "campaign_ending",
	"close_reason" text,
	CONSTRAINT "campaigns_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "campaigns_statement" CHECK (char_length(trim(statement)) between 1 and 500),
	CONSTRAINT "campaigns_end" CHECK ((status = 'closed') = (closed_at is not null) and (closed_at is null) = (ending is null)),
	CONSTRAINT "campaigns_repeats" CHECK ((recurrence = 'yearly') = (repeat_on is not null) and (recurrence = 'after_acceptance') = (repeat_months is not null)),
	CONSTRAINT "campaigns_closes" CHECK (closes_at is null or closes_at >= due_at),
	CONSTRAINT "campaigns_days" CHECK (days_to_read > 0)
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"anchor" jsonb,
	"body" text NOT NULL,
	"wording" text,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"author_position" text,
	"created_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid,
	"resolved_by_name" text,
	"outcome" "suggestion_outcome",
	"outcome_reason" text,
	CONSTRAINT "comments_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "comments_number" CHECK (number between 1 and 200),
	CONSTRAINT "comments_position" CHECK (position between 0 and 50),
	CONSTRAINT "comments_anchor" CHECK ((position = 0) = (anchor is not null)),
	CONSTRAINT "comments_say_something" CHECK (length(trim(body)) > 0 or wording is not null),
	CONSTRAINT "comments_wording" CHECK (position = 0 or wording is null),
	CONSTRAINT "comments_outcome" CHECK (outcome is null or (wording is not null and resolved_at is not null)),
	CONSTRAINT "comments_outcome_reason" CHECK (outcome_reason is null or outcome is not null),
	CONSTRAINT "comments_resolved" CHECK (num_nulls(resolved_at, resolved_by, resolved_by_name) in (0, 3)),
	CONSTRAINT "comments_resolved_as_a_whole" CHECK (position = 0 or resolved_at is null)
);
--> statement-breakpoint
CREATE TABLE "check_attempts" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"check_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"missed" jsonb NOT NULL,
	"passed" boolean NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "check_attempts_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "check_attempts_number" CHECK (number > 0)
);
--> statement-breakpoint
CREATE TABLE "comparisons" (
	"org_id" uuid NOT NULL,
	"from_version_id" uuid NOT NULL,
	"to_version_id" uuid NOT NULL,
	"rules" integer NOT NULL,
	"changes" integer NOT NULL,
	"renumbered" integer NOT NULL,
	"words_added" integer NOT NULL,
	"words_removed" integer NOT NULL,
	"summary" text[] NOT NULL,
	"note" text,
	"html" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comparisons_org_id_from_version_id_to_version_id_rules_pk" PRIMARY KEY("org_id","from_version_id","to_version_id","rules"),
	CONSTRAINT "comparisons_html_size" CHECK (octet_length(html) <= 2000000)
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"head_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "departments_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "departments_not_below_itself" CHECK (parent_id <> id),
	CONSTRAINT "departments_retired_alone" CHECK (retired_at is null or (parent_id is null and head_id is null))
);
--> statement-breakpoint
CREATE TABLE "document_counts" (
	"org_id" uuid NOT NULL,
	"kind" "document_kind" NOT NULL,
	"status" "document_status" NOT NULL,
	"type" "document_type" NOT NULL,
	"open" boolean NOT NULL,
	"in_effect" boolean NOT NULL,
	"documents" integer NOT NULL,
	CONSTRAINT "document_counts_org_id_kind_status_type_open_in_effect_pk" PRIMARY KEY("org_id","kind","status","type","open","in_effect")
);
--> statement-breakpoint
CREATE TABLE "document_readers" (
	"org_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	CONSTRAINT "document_readers_org_id_document_id_membership_id_pk" PRIMARY KEY("org_id","document_id","membership_id")
);
--> statement-breakpoint
CREATE TABLE "document_terms" (
	"org_id" uuid NOT NULL,
	"kind" "term_kind" NOT NULL,
	"term" text NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "document_terms_org_id_kind_term_document_id_pk" PRIMARY KEY("org_id","kind","term","document_id")
);
--> statement-breakpoint
CREATE TABLE "document_versions" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"change_type" "change_type" NOT NULL,
	"change_summary" text NOT NULL,
	"abstract" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	"content" text NOT NULL,
	"variables" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"words" integer NOT NULL,
	"characters" integer NOT NULL,
	"author_ids" uuid[] NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_versions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "document_versions_abstract_length" CHECK (char_length(abstract) <= 500),
	CONSTRAINT "document_versions_hash_shape" CHECK (content_hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" "document_kind" NOT NULL,
	"identifier" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"category" text NOT NULL,
	"type" "document_type" NOT NULL,
	"classification" "classification" DEFAULT 'internal' NOT NULL,
	"status" "document_status" DEFAULT 'draft' NOT NULL,
	"in_effect" boolean DEFAULT false NOT NULL,
	"effective_title" text,
	"source" "document_source" DEFAULT 'manual' NOT NULL,
	"owner_id" uuid NOT NULL,
	"second_owner_id" uuid,
	"frameworks" text[] DEFAULT '{}' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"review_every" integer,
	"review_unit" "review_unit",
	"next_review_date" date,
	"effective_date" date,
	"publish_at" timestamp with time zone,
	"publish_by" uuid,
	"revision_reason" text,
	"archive_reason" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "documents_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "documents_title_length" CHECK (char_length("documents"."title") between 1 and 500),
	CONSTRAINT "documents_identifier_length" CHECK (char_length("documents"."identifier") between 1 and 50),
	CONSTRAINT "documents_review_frequency" CHECK ((review_every is null) = (review_unit is null) and coalesce(review_every, 1) > 0),
	CONSTRAINT "documents_archive_reason" CHECK ((status = 'archived') = (archive_reason is not null)),
	CONSTRAINT "documents_publish_by" CHECK (publish_by is null or publish_at is not null),
	CONSTRAINT "documents_publish_at" CHECK (publish_at is null or status = 'approved'),
	CONSTRAINT "documents_two_owners" CHECK (second_owner_id is null or second_owner_id <> owner_id)
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"org_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"content" text DEFAULT '' NOT NULL,
	"variables" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"import_warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"author_ids" uuid[] DEFAULT '{}' NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drafts_org_id_document_id_pk" PRIMARY KEY("org_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "identifier_counters" (
	"org_id" uuid NOT NULL,
	"prefix" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "identifier_counters_org_id_prefix_pk" PRIMARY KEY("org_id","prefix")
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"rendition_hash" text NOT NULL,
	"published_by" uuid,
	"effective_from" timestamp with time zone NOT NULL,
	"effective_until" timestamp with time zone,
	"ended_as" text,
	CONSTRAINT "publications_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "publications_end" CHECK ((effective_until is null) = (ended_as is null))
);
--> statement-breakpoint
CREATE TABLE "version_labels" (
	"org_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"major" integer NOT NULL,
	"minor" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "version_labels_org_id_version_id_pk" PRIMARY KEY("org_id","version_id")
);
--> statement-breakpoint
CREATE TABLE "department_periods" (
	"org_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"parent_id" uuid,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	CONSTRAINT "department_periods_org_id_department_id_valid_from_pk" PRIMARY KEY("org_id","department_id","valid_from"),
	CONSTRAINT "department_periods_forward" CHECK (valid_until > valid_from)
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	CONSTRAINT "group_members_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "group_members_forward" CHECK (valid_until >= valid_from)
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "groups_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"org_id" uuid NOT NULL,
	"date" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "holidays_org_id_date_pk" PRIMARY KEY("org_id","date")
);
--> statement-breakpoint
CREATE TABLE "membership_periods" (
	"org_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"department_id" uuid,
	"status" "membership_status" NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	CONSTRAINT "membership_periods_org_id_membership_id_valid_from_pk" PRIMARY KEY("org_id","membership_id","valid_from"),
	CONSTRAINT "membership_periods_forward" CHECK (valid_until > valid_from)
);
--> statement-breakpoint
CREATE TABLE "knowledge_checks" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"questions" jsonb NOT NULL,
	"pass_mark" integer NOT NULL,
	"attempts" integer NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "knowledge_checks_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "knowledge_checks_pass_mark" CHECK (jsonb_array_length(questions) <= 10 and pass_mark between least(1, jsonb_array_length(questions)) and jsonb_array_length(questions)),
	CONSTRAINT "knowledge_checks_attempts" CHECK (attempts > 0)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"org_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"body" text,
	"headers" jsonb,
	"done" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_org_id_membership_id_key_pk" PRIMARY KEY("org_id","membership_id","key")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"roles" text[] NOT NULL,
	"position_title" text,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"mail_status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease" uuid,
	"last_error" text,
	CONSTRAINT "invitations_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "invitations_one_end" CHECK (accepted_at is null or revoked_at is null)
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"roles" text[] NOT NULL,
	"position_title" text,
	"manager_id" uuid,
	"department_id" uuid,
	"time_zone" text,
	"working_days" integer[],
	"status" "membership_status" DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "memberships_not_own_manager" CHECK (manager_id <> id),
	CONSTRAINT "memberships_removed" CHECK (("memberships"."status" = 'removed') = ("memberships"."removed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"type" "organization_type" NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"working_days" integer[] DEFAULT '{1,2,3,4,5}' NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_shape" CHECK ("organizations"."slug" ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$')
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"org_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "audit_checkpoints_org_id_seq_pk" PRIMARY KEY("org_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"org_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"document_id" uuid,
	"entry" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_log_org_id_seq_pk" PRIMARY KEY("org_id","seq")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"notification_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"priority" smallint DEFAULT 1 NOT NULL,
	"status" "delivery_status" DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease" uuid,
	"last_error" text,
	"repeats" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"answer" text,
	"skip_reason" text,
	CONSTRAINT "deliveries_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "deliveries_skipped" CHECK ((status = 'skipped') = (skip_reason is not null))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"document_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"queue" text NOT NULL,
	"kind" "outbox_kind" NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease" uuid,
	"last_error" text,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "renditions" (
	"org_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"document_id" uuid,
	"version_id" uuid,
	"format" text NOT NULL,
	"status" text DEFAULT 'requested' NOT NULL,
	"model" jsonb NOT NULL,
	"object_key" text,
	"bytes" integer,
	"pages" integer,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease" uuid,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp with time zone,
	CONSTRAINT "renditions_org_id_hash_pk" PRIMARY KEY("org_id","hash"),
	CONSTRAINT "renditions_stored" CHECK ((status = 'stored') = (object_key is not null))
);
--> statement-breakpoint
CREATE TABLE "unused_files" (
	"object_key" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"doomed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"org_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"mails" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"hidden_kinds" text[] DEFAULT '{}' NOT NULL,
	"quiet_from" text,
	"quiet_until" text,
	"quiet_days" integer[],
	"digest_hour" smallint DEFAULT 8 NOT NULL,
	CONSTRAINT "notification_preferences_org_id_membership_id_pk" PRIMARY KEY("org_id","membership_id"),
	CONSTRAINT "notification_preferences_digest" CHECK (digest_hour between 0 and 23),
	CONSTRAINT "notification_preferences_quiet" CHECK (num_nulls(quiet_from, quiet_until, quiet_days) in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "process_checks" (
	"process" "process_kind" PRIMARY KEY NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"under_way" integer NOT NULL,
	"restarted" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "process_failures" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"process" "process_kind" NOT NULL,
	"subject_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"code" text NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "process_failures_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "review_cycles" (
	"org_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"reminders_sent" integer DEFAULT 0 NOT NULL,
	"last_reminded_at" timestamp with time zone,
	CONSTRAINT "review_cycles_org_id_document_id_due_on_pk" PRIMARY KEY("org_id","document_id","due_on"),
	CONSTRAINT "review_cycles_reminded" CHECK ((reminders_sent = 0) = (last_reminded_at is null))
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"outcome" "review_outcome" NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"reviewer_name" text NOT NULL,
	"reviewer_position" text,
	"note" text DEFAULT '' NOT NULL,
	"evidence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"due_on" date NOT NULL,
	"reviewed_at" timestamp with time zone NOT NULL,
	"reviewed_on" date NOT NULL,
	"next_due_on" date NOT NULL,
	CONSTRAINT "reviews_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "reviews_change_says_what" CHECK (outcome <> 'needs_change' or length(trim(note)) > 0)
);
--> statement-breakpoint
CREATE TABLE "search_texts" (
	"org_id" uuid NOT NULL,
	"subject_type" "search_subject" NOT NULL,
	"subject_id" uuid NOT NULL,
	"in_effect" boolean NOT NULL,
	"identifier" text NOT NULL,
	"title" text NOT NULL,
	"keywords" text NOT NULL,
	"body" text NOT NULL,
	"document_id" uuid GENERATED ALWAYS AS (case when subject_type = 'document' then subject_id end) STORED,
	"facets" text[] DEFAULT '{}' NOT NULL,
	"number" integer DEFAULT 0 NOT NULL,
	"words" "tsvector" NOT NULL,
	"heading" "tsvector" NOT NULL,
	"title_words" text[] DEFAULT '{}' NOT NULL,
	"title_lexemes" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "search_texts_org_id_subject_type_subject_id_in_effect_pk" PRIMARY KEY("org_id","subject_type","subject_id","in_effect")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"org_id" uuid NOT NULL,
	"word" text NOT NULL,
	"lexeme" text NOT NULL,
	"texts" integer NOT NULL,
	CONSTRAINT "search_words_org_id_word_pk" PRIMARY KEY("org_id","word")
);
--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_delegate_fk" FOREIGN KEY ("org_id","delegate_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_created_by_fk" FOREIGN KEY ("org_id","created_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_defaults" ADD CONSTRAINT "approval_defaults_definition_fk" FOREIGN KEY ("org_id","definition_id","type") REFERENCES "public"."approval_definitions"("org_id","id","type") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_definitions" ADD CONSTRAINT "approval_definitions_created_by_fk" FOREIGN KEY ("org_id","created_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_round_steps" ADD CONSTRAINT "approval_round_steps_round_fk" FOREIGN KEY ("org_id","round_id") REFERENCES "public"."approval_rounds"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rounds" ADD CONSTRAINT "approval_rounds_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rounds" ADD CONSTRAINT "approval_rounds_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rounds" ADD CONSTRAINT "approval_rounds_definition_fk" FOREIGN KEY ("org_id","definition_id") REFERENCES "public"."approval_definitions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rounds" ADD CONSTRAINT "approval_rounds_submitted_by_fk" FOREIGN KEY ("org_id","submitted_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_round_fk" FOREIGN KEY ("org_id","round_id") REFERENCES "public"."approval_rounds"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_step_fk" FOREIGN KEY ("org_id","step_id") REFERENCES "public"."approval_round_steps"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_signer_fk" FOREIGN KEY ("org_id","signer_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoffs" ADD CONSTRAINT "signoffs_delegated_from_fk" FOREIGN KEY ("org_id","delegated_from") REFERENCES "public"."signoffs"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_created_by_fk" FOREIGN KEY ("org_id","created_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_attachments" ADD CONSTRAINT "draft_attachments_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_attachments" ADD CONSTRAINT "draft_attachments_attachment_fk" FOREIGN KEY ("org_id","hash") REFERENCES "public"."attachments"("org_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_attachments" ADD CONSTRAINT "version_attachments_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_attachments" ADD CONSTRAINT "version_attachments_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_attachments" ADD CONSTRAINT "version_attachments_attachment_fk" FOREIGN KEY ("org_id","hash") REFERENCES "public"."attachments"("org_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_past_askings" ADD CONSTRAINT "campaign_past_askings_recipient_fk" FOREIGN KEY ("org_id","recipient_id") REFERENCES "public"."campaign_recipients"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgment_rules" ADD CONSTRAINT "acknowledgment_rules_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgment_rules" ADD CONSTRAINT "acknowledgment_rules_set_by_fk" FOREIGN KEY ("org_id","set_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgments" ADD CONSTRAINT "acknowledgments_recipient_fk" FOREIGN KEY ("org_id","recipient_id") REFERENCES "public"."campaign_recipients"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgments" ADD CONSTRAINT "acknowledgments_campaign_fk" FOREIGN KEY ("org_id","campaign_id") REFERENCES "public"."campaigns"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgments" ADD CONSTRAINT "acknowledgments_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgments" ADD CONSTRAINT "acknowledgments_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgments" ADD CONSTRAINT "acknowledgments_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_campaign_fk" FOREIGN KEY ("org_id","campaign_id") REFERENCES "public"."campaigns"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_check_fk" FOREIGN KEY ("org_id","check_id") REFERENCES "public"."knowledge_checks"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_launched_by_fk" FOREIGN KEY ("org_id","launched_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_round_fk" FOREIGN KEY ("org_id","round_id") REFERENCES "public"."approval_rounds"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_fk" FOREIGN KEY ("org_id","author_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_resolved_by_fk" FOREIGN KEY ("org_id","resolved_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_attempts" ADD CONSTRAINT "check_attempts_campaign_fk" FOREIGN KEY ("org_id","campaign_id") REFERENCES "public"."campaigns"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_attempts" ADD CONSTRAINT "check_attempts_recipient_fk" FOREIGN KEY ("org_id","recipient_id") REFERENCES "public"."campaign_recipients"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_attempts" ADD CONSTRAINT "check_attempts_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_attempts" ADD CONSTRAINT "check_attempts_check_fk" FOREIGN KEY ("org_id","check_id") REFERENCES "public"."knowledge_checks"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_from_version_fk" FOREIGN KEY ("org_id","from_version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_to_version_fk" FOREIGN KEY ("org_id","to_version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_parent_fk" FOREIGN KEY ("org_id","parent_id") REFERENCES "public"."departments"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_head_fk" FOREIGN KEY ("org_id","head_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_counts" ADD CONSTRAINT "document_counts_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_readers" ADD CONSTRAINT "document_readers_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_readers" ADD CONSTRAINT "document_readers_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_terms" ADD CONSTRAINT "document_terms_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_created_by_fk" FOREIGN KEY ("org_id","created_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_owner_fk" FOREIGN KEY ("org_id","owner_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_second_owner_fk" FOREIGN KEY ("org_id","second_owner_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_created_by_fk" FOREIGN KEY ("org_id","created_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_updated_by_fk" FOREIGN KEY ("org_id","updated_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifier_counters" ADD CONSTRAINT "identifier_counters_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_labels" ADD CONSTRAINT "version_labels_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_labels" ADD CONSTRAINT "version_labels_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_periods" ADD CONSTRAINT "department_periods_department_fk" FOREIGN KEY ("org_id","department_id") REFERENCES "public"."departments"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_fk" FOREIGN KEY ("org_id","group_id") REFERENCES "public"."groups"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_organization_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_periods" ADD CONSTRAINT "membership_periods_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_periods" ADD CONSTRAINT "membership_periods_department_fk" FOREIGN KEY ("org_id","department_id") REFERENCES "public"."departments"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_checks" ADD CONSTRAINT "knowledge_checks_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_checks" ADD CONSTRAINT "knowledge_checks_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_checks" ADD CONSTRAINT "knowledge_checks_written_by_fk" FOREIGN KEY ("org_id","written_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_fk" FOREIGN KEY ("org_id","invited_by") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_manager_fk" FOREIGN KEY ("org_id","manager_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_department_fk" FOREIGN KEY ("org_id","department_id") REFERENCES "public"."departments"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_checkpoints" ADD CONSTRAINT "audit_checkpoints_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_fk" FOREIGN KEY ("org_id","notification_id") REFERENCES "public"."notifications"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renditions" ADD CONSTRAINT "renditions_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_membership_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_failures" ADD CONSTRAINT "process_failures_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_cycles" ADD CONSTRAINT "review_cycles_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_version_fk" FOREIGN KEY ("org_id","version_id") REFERENCES "public"."document_versions"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_fk" FOREIGN KEY ("org_id","reviewer_id") REFERENCES "public"."memberships"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_texts" ADD CONSTRAINT "search_texts_document_fk" FOREIGN KEY ("org_id","document_id") REFERENCES "public"."documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_words" ADD CONSTRAINT "search_words_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_days_idx" ON "absences" USING btree ("org_id","until_day") WHERE canceled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_definitions_version_key" ON "approval_definitions" USING btree ("org_id","family_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_round_steps_position_key" ON "approval_round_steps" USING btree ("org_id","round_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_rounds_version_key" ON "approval_rounds" USING btree ("org_id","version_id") WHERE purpose = 'approval';--> statement-breakpoint
CREATE UNIQUE INDEX "approval_rounds_submission_key" ON "approval_rounds" USING btree ("org_id","document_id","label","submission") WHERE purpose = 'approval';--> statement-breakpoint
CREATE INDEX "approval_rounds_of_version_idx" ON "approval_rounds" USING btree ("org_id","version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_rounds_running_key" ON "approval_rounds" USING btree ("org_id","document_id") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "approval_rounds_document_idx" ON "approval_rounds" USING btree ("org_id","document_id","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "signoffs_open_key" ON "signoffs" USING btree ("org_id","round_id","signer_id") WHERE status = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "signoffs_step_signer_key" ON "signoffs" USING btree ("org_id","step_id","signer_id");--> statement-breakpoint
CREATE INDEX "signoffs_signer_idx" ON "signoffs" USING btree ("org_id","signer_id","status","due_at");--> statement-breakpoint
CREATE INDEX "signoffs_document_idx" ON "signoffs" USING btree ("org_id","document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signoffs_delegated_key" ON "signoffs" USING btree ("org_id","delegated_from") WHERE delegated_from is not null;--> statement-breakpoint
CREATE INDEX "attachments_created_idx" ON "attachments" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE INDEX "draft_attachments_hash_idx" ON "draft_attachments" USING btree ("org_id","hash");--> statement-breakpoint
CREATE INDEX "version_attachments_document_idx" ON "version_attachments" USING btree ("org_id","document_id","hash");--> statement-breakpoint
CREATE INDEX "version_attachments_hash_idx" ON "version_attachments" USING btree ("org_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "account_mails_address_key" ON "account_mails" USING btree ("purpose","address");--> statement-breakpoint
CREATE INDEX "account_mails_due_idx" ON "account_mails" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE INDEX "accounts_user_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkeys_user_idx" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_token_key" ON "calendar_feeds" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_open_key" ON "calendar_feeds" USING btree ("org_id","membership_id","kind") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "acknowledgments_recipient_key" ON "acknowledgments" USING btree ("org_id","recipient_id");--> statement-breakpoint
CREATE INDEX "acknowledgments_person_idx" ON "acknowledgments" USING btree ("org_id","membership_id","document_id","accepted_at");--> statement-breakpoint
CREATE INDEX "acknowledgments_campaign_idx" ON "acknowledgments" USING btree ("org_id","campaign_id","id");--> statement-breakpoint
CREATE INDEX "acknowledgments_newest_idx" ON "acknowledgments" USING btree ("org_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_recipients_turn_key" ON "campaign_recipients" USING btree ("org_id","campaign_id","membership_id","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_recipients_current_key" ON "campaign_recipients" USING btree ("org_id","campaign_id","membership_id") WHERE current;--> statement-breakpoint
CREATE INDEX "campaign_recipients_open_idx" ON "campaign_recipients" USING btree ("org_id","campaign_id","due_at") WHERE current and completed_at is null and left_at is null;--> statement-breakpoint
CREATE INDEX "campaign_recipients_person_idx" ON "campaign_recipients" USING btree ("org_id","membership_id","campaign_id") WHERE current;--> statement-breakpoint
CREATE INDEX "campaigns_document_idx" ON "campaigns" USING btree ("org_id","document_id");--> statement-breakpoint
CREATE INDEX "campaigns_launched_idx" ON "campaigns" USING btree ("org_id","launched_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "campaigns_open_idx" ON "campaigns" USING btree ("org_id","id") WHERE status <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "comments_number_key" ON "comments" USING btree ("org_id","version_id","number","position");--> statement-breakpoint
CREATE INDEX "comments_document_idx" ON "comments" USING btree ("org_id","document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "check_attempts_number_key" ON "check_attempts" USING btree ("org_id","recipient_id","number");--> statement-breakpoint
CREATE INDEX "check_attempts_first_idx" ON "check_attempts" USING btree ("org_id","campaign_id") WHERE number = 1;--> statement-breakpoint
CREATE INDEX "comparisons_created_idx" ON "comparisons" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE INDEX "comparisons_to_version_idx" ON "comparisons" USING btree ("org_id","to_version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "departments_name_key" ON "departments" USING btree ("org_id",lower("name")) WHERE retired_at is null;--> statement-breakpoint
CREATE INDEX "departments_parent_idx" ON "departments" USING btree ("org_id","parent_id");--> statement-breakpoint
CREATE INDEX "document_readers_membership_idx" ON "document_readers" USING btree ("org_id","membership_id");--> statement-breakpoint
CREATE INDEX "document_terms_document_idx" ON "document_terms" USING btree ("org_id","document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_versions_number_key" ON "document_versions" USING btree ("org_id","document_id","number");--> statement-breakpoint
CREATE INDEX "document_versions_hash_idx" ON "document_versions" USING btree ("content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_identifier_key" ON "documents" USING btree ("org_id","identifier");--> statement-breakpoint
CREATE INDEX "documents_kind_idx" ON "documents" USING btree ("org_id","kind","identifier");--> statement-breakpoint
CREATE INDEX "documents_awaiting_publication_idx" ON "documents" USING btree ("org_id","id") WHERE status = 'approved';--> statement-breakpoint
CREATE INDEX "documents_status_idx" ON "documents" USING btree ("org_id","status","identifier");--> statement-breakpoint
CREATE INDEX "documents_updated_idx" ON "documents" USING btree ("org_id","updated_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "documents_review_idx" ON "documents" USING btree ("org_id","next_review_date") WHERE next_review_date is not null;--> statement-breakpoint
CREATE INDEX "documents_owner_idx" ON "documents" USING btree ("org_id","owner_id");--> statement-breakpoint
CREATE INDEX "documents_second_owner_idx" ON "documents" USING btree ("org_id","second_owner_id") WHERE second_owner_id is not null;--> statement-breakpoint
CREATE INDEX "documents_created_by_idx" ON "documents" USING btree ("org_id","created_by");--> statement-breakpoint
CREATE INDEX "documents_title_idx" ON "documents" USING btree ("org_id","title","id");--> statement-breakpoint
CREATE INDEX "documents_effective_title_idx" ON "documents" USING btree ("org_id",coalesce(effective_title, title),"id");--> statement-breakpoint
CREATE INDEX "documents_kind_status_idx" ON "documents" USING btree ("org_id","kind","status","identifier");--> statement-breakpoint
CREATE INDEX "documents_category_idx" ON "documents" USING btree ("org_id","category","identifier");--> statement-breakpoint
CREATE INDEX "documents_review_first_idx" ON "documents" USING btree ("org_id","next_review_date","id");--> statement-breakpoint
CREATE INDEX "documents_review_last_idx" ON "documents" USING btree ("org_id","next_review_date" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "documents_open_reviews_idx" ON "documents" USING btree ("org_id","next_review_date","kind") WHERE in_effect and classification in ('public', 'internal');--> statement-breakpoint
CREATE INDEX "documents_closed_reviews_idx" ON "documents" USING btree ("org_id","next_review_date","kind") WHERE in_effect and classification in ('confidential', 'restricted');--> statement-breakpoint
CREATE UNIQUE INDEX "publications_in_effect_key" ON "publications" USING btree ("org_id","document_id") WHERE effective_until is null;--> statement-breakpoint
CREATE UNIQUE INDEX "publications_version_key" ON "publications" USING btree ("org_id","version_id") WHERE effective_until is null;--> statement-breakpoint
CREATE INDEX "publications_document_idx" ON "publications" USING btree ("org_id","document_id","effective_from");--> statement-breakpoint
CREATE INDEX "publications_newest_idx" ON "publications" USING btree ("org_id","effective_from" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE effective_until is null;--> statement-breakpoint
CREATE UNIQUE INDEX "version_labels_key" ON "version_labels" USING btree ("org_id","document_id","major","minor");--> statement-breakpoint
CREATE UNIQUE INDEX "group_members_open_key" ON "group_members" USING btree ("org_id","group_id","membership_id") WHERE valid_until is null;--> statement-breakpoint
CREATE INDEX "group_members_group_idx" ON "group_members" USING btree ("org_id","group_id","valid_from");--> statement-breakpoint
CREATE INDEX "group_members_membership_idx" ON "group_members" USING btree ("org_id","membership_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name_key" ON "groups" USING btree ("org_id",lower("name")) WHERE retired_at is null;--> statement-breakpoint
CREATE INDEX "knowledge_checks_document_idx" ON "knowledge_checks" USING btree ("org_id","document_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age_idx" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "invitations_mail_due_idx" ON "invitations" USING btree ("next_attempt_at") WHERE mail_status = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_key" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_key" ON "invitations" USING btree ("org_id",lower("email")) WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_person_key" ON "memberships" USING btree ("org_id","user_id");--> statement-breakpoint
CREATE INDEX "memberships_user_idx" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "memberships_active_idx" ON "memberships" USING btree ("org_id","name","id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "memberships_department_idx" ON "memberships" USING btree ("org_id","department_id");--> statement-breakpoint
CREATE INDEX "memberships_manager_idx" ON "memberships" USING btree ("org_id","manager_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_chain_key" ON "audit_log" USING btree ("org_id","previous_hash");--> statement-breakpoint
CREATE INDEX "audit_log_document_idx" ON "audit_log" USING btree ("org_id","document_id","seq");--> statement-breakpoint
CREATE INDEX "audit_log_action_idx" ON "audit_log" USING btree ("org_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_log_actor_idx" ON "audit_log" USING btree ("org_id","actor_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_channel_key" ON "deliveries" USING btree ("org_id","notification_id","channel");--> statement-breakpoint
CREATE INDEX "deliveries_listed_idx" ON "deliveries" USING btree ("org_id","status","id");--> statement-breakpoint
CREATE INDEX "deliveries_due_idx" ON "deliveries" USING btree ("priority","next_attempt_at") WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_key" ON "notifications" USING btree ("org_id","membership_id","key");--> statement-breakpoint
CREATE INDEX "notifications_person_idx" ON "notifications" USING btree ("org_id","membership_id","id");--> statement-breakpoint
CREATE INDEX "notifications_age_idx" ON "notifications" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "notifications_unread_idx" ON "notifications" USING btree ("org_id","membership_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "outbox_waiting_idx" ON "outbox" USING btree ("queue","id") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "outbox_due_idx" ON "outbox" USING btree ("org_id","next_attempt_at","id") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "outbox_age_idx" ON "outbox" USING brin ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "renditions_object_key" ON "renditions" USING btree ("org_id","object_key");--> statement-breakpoint
CREATE UNIQUE INDEX "process_failures_open_key" ON "process_failures" USING btree ("org_id","process","subject_id") WHERE closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_number_key" ON "reviews" USING btree ("org_id","document_id","number");--> statement-breakpoint
CREATE INDEX "reviews_reviewer_idx" ON "reviews" USING btree ("org_id","reviewer_id","reviewed_at");--> statement-breakpoint
CREATE INDEX "reviews_newest_idx" ON "reviews" USING btree ("org_id","reviewed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "search_texts_document_idx" ON "search_texts" USING btree ("org_id","document_id");--> statement-breakpoint
CREATE INDEX "search_texts_number_idx" ON "search_texts" USING btree ("org_id","number");