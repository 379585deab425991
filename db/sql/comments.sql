-- Guarantees: a comment stays as it was written, with its version, for ever. All that changes is whether it is resolved, and what became of
-- the wording that it proposes.

create or replace function keep_comment() returns trigger language plpgsql as $$
declare
  resolution text[] := array['resolved_at', 'resolved_by', 'resolved_by_name', 'outcome', 'outcome_reason'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - resolution = to_jsonb(old) - resolution then return new; end if;
  raise exception 'comments are kept as they were written' using errcode = 'AC001';
end $$;
create or replace trigger keep_comment before update or delete on comments
  for each row execute function keep_comment();
create or replace trigger keep_comments before truncate on comments
  for each statement execute function refuse_change();
-- The application has no grant for more, and the trigger refuses the owner too.
revoke update, delete, truncate on comments from accord_app;
grant update (resolved_at, resolved_by, resolved_by_name, outcome, outcome_reason) on comments to accord_app;
