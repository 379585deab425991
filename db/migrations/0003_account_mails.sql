CREATE TABLE "account_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"address" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "account_mails_address_key" ON "account_mails" USING btree ("purpose","address");--> statement-breakpoint
CREATE INDEX "account_mails_due_idx" ON "account_mails" USING btree ("next_attempt_at");