-- Guarantees: a transaction sees and changes only the rows of the organization it is bound to, and each role may do no
-- more than its work needs. A table that a migration adds is covered by this file without a change to it.
-- The roles are made by engines/roles.sql. Decision: docs/decisions/0002.

grant usage on schema public to accord_app, accord_system;
grant select, insert, update, delete on all tables in schema public to accord_app;
grant usage, select on all sequences in schema public to accord_app;
-- By this a process checks that the migrations it needs have been applied.
grant usage on schema drizzle to accord_app;
grant select on drizzle.__drizzle_migrations to accord_app;
-- A function can be called only by the roles it is granted to, from these files.
alter default privileges revoke execute on functions from public;

-- The organization and the person of this transaction. A pooled connection that once had the setting answers '', not null.
create or replace function current_org() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create or replace function current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
grant execute on function current_org, current_person to accord_app, accord_system;

-- Every table with org_id is isolated. FORCE: the owner of the table is bound too.
do $$
declare t record;
begin
  for t in
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
  loop
    execute format('alter table public.%I enable row level security, force row level security', t.name);
    execute format('drop policy if exists tenant_isolation on public.%I', t.name);
    execute format('create policy tenant_isolation on public.%I using (org_id = (select current_org())) with check (org_id = (select current_org()))', t.name);
  end loop;
end $$;

-- A person sees their own memberships in every organization: this is how their organizations are listed.
drop policy if exists own_memberships on memberships;
create policy own_memberships on memberships for select using (user_id = (select current_person()));

alter table organizations enable row level security, force row level security;
drop policy if exists own_organization on organizations;
create policy own_organization on organizations using (id = (select current_org())) with check (id = (select current_org()));
drop policy if exists joined_organizations on organizations;
create policy joined_organizations on organizations for select using (
  exists (select 1 from memberships m where m.org_id = organizations.id and m.user_id = (select current_person()) and m.status = 'active'));

-- accord_system works across organizations, on the tables that must be read before the organization is known and on no
-- others. accord_app takes this role for one transaction (set local role), see db/client.ts.
grant select (id, slug) on organizations to accord_system;
grant select, update on outbox to accord_system;
grant select, update on deliveries to accord_system;
grant select on api_keys, invitations, calendar_feeds to accord_system;
-- The mail of an invitation, and nothing else of it.
grant update (mail_status, attempts, next_attempt_at, lease, last_error) on invitations to accord_system;
grant select, delete on idempotency_keys to accord_system;
do $$
declare t text;
begin
  foreach t in array array['outbox', 'deliveries', 'api_keys', 'invitations', 'calendar_feeds', 'idempotency_keys'] loop
    execute format('drop policy if exists across_organizations on public.%I', t);
    execute format('create policy across_organizations on public.%I to accord_system using (true)', t);
  end loop;
end $$;
drop policy if exists across_organizations on organizations;
create policy across_organizations on organizations for select to accord_system using (true);

-- The reconciler compares, over all organizations, what is under way with the workflows that run: ids and states alone.
grant select (org_id, id, document_id, version_id, purpose, status, submitted_at) on approval_rounds to accord_system;
grant select (org_id, id, status, in_effect, next_review_date, review_every) on documents to accord_system;
grant select on process_failures to accord_system;
grant select, insert, update on process_checks to accord_system;
do $$
declare t text;
begin
  foreach t in array array['approval_rounds', 'documents'] loop
    execute format('drop policy if exists under_way on public.%I', t);
    execute format('create policy under_way on public.%I for select to accord_system using (true)', t);
  end loop;
end $$;
