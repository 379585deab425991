ALTER TABLE "documents" ADD COLUMN "effective_title" text;--> statement-breakpoint
-- What is in effect already: read by the owner of the tables, and no news to anybody.
ALTER TABLE "documents" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_versions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "publications" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE "documents" d SET "effective_title" = v."title"
  FROM "publications" p JOIN "document_versions" v ON v."org_id" = p."org_id" AND v."id" = p."version_id"
  WHERE p."org_id" = d."org_id" AND p."document_id" = d."id" AND p."effective_until" IS NULL;--> statement-breakpoint
ALTER TABLE "documents" ENABLE TRIGGER USER;--> statement-breakpoint
ALTER TABLE "documents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_versions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "publications" FORCE ROW LEVEL SECURITY;
