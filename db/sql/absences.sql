-- Guarantees: a member is out of office once at a time, so that it is never open who signs for them.

create extension if not exists btree_gist;
do $$
begin
  if not exists (select from pg_constraint where conname = 'absences_once_at_a_time') then
    alter table absences add constraint absences_once_at_a_time
      exclude using gist (org_id with =, membership_id with =, daterange(from_day, until_day, '[]') with &&)
      where (canceled_at is null);
  end if;
end $$;
