-- Guarantees: counting a request writes no WAL. The counts are lost when PostgreSQL crashes, and every window begins anew.
-- They are written by services/rate-limits.

do $$
begin
  if (select relpersistence = 'p' from pg_class where oid = 'public.rate_limits'::regclass) then
    alter table rate_limits set unlogged;
  end if;
end $$;
