-- Guarantees: who was what in an organization, in which department and in which groups, is kept as intervals that never
-- overlap and never change once they are over, whoever writes the rows. Nobody reports to themselves over others, and no
-- department lies below itself. A group has active members only, and what is retired has nobody.

create extension if not exists btree_gist;
do $$
begin
  if not exists (select from pg_constraint where conname = 'group_members_apart') then
    alter table group_members add constraint group_members_apart
      exclude using gist (org_id with =, group_id with =, membership_id with =, tstzrange(valid_from, valid_until) with &&);
    alter table membership_periods add constraint membership_periods_apart
      exclude using gist (org_id with =, membership_id with =, tstzrange(valid_from, valid_until) with &&);
    alter table department_periods add constraint department_periods_apart
      exclude using gist (org_id with =, department_id with =, tstzrange(valid_from, valid_until) with &&);
  end if;
end $$;
revoke delete, truncate on group_members, membership_periods, department_periods from accord_app;

-- A period begins where the one before it ends. Of what changes twice in one moment the last is kept. Clocks of two
-- processes differ: a change that comes with an earlier moment than the one before it counts from there. Services write the
-- moment with the change; the trigger for it comes first, by its name. Whoever changes a row without one gets the clock of
-- the database.
create or replace function keep_membership_period() returns trigger language plpgsql as $$
declare
  moment timestamptz := case when tg_argv[0] = 'given' then new.changed_at else now() end;
  open membership_periods;
begin
  select * into open from membership_periods
    where org_id = new.org_id and membership_id = new.id and valid_until is null;
  if (open.roles, open.department_id, open.status) is not distinct from (new.roles, new.department_id, new.status) then
    return null;
  end if;
  if new.status <> 'active' then
    update departments set head_id = null where org_id = new.org_id and head_id = new.id;
    update group_members set valid_until = greatest(moment, valid_from)
      where org_id = new.org_id and membership_id = new.id and valid_until is null;
  end if;
  if moment <= open.valid_from then
    update membership_periods set roles = new.roles, department_id = new.department_id, status = new.status
      where org_id = new.org_id and membership_id = new.id and valid_until is null;
    return null;
  end if;
  update membership_periods set valid_until = moment
    where org_id = new.org_id and membership_id = new.id and valid_until is null;
  insert into membership_periods (org_id, membership_id, roles, department_id, status, valid_from)
    values (new.org_id, new.id, new.roles, new.department_id, new.status, moment);
  return null;
end $$;
create or replace trigger keep_period_given after update of changed_at on memberships
  for each row execute function keep_membership_period('given');
create or replace trigger keep_period_now after update on memberships for each row
  when ((old.roles, old.department_id, old.status) is distinct from (new.roles, new.department_id, new.status))
  execute function keep_membership_period('now');

create or replace function begin_membership_periods() returns trigger language plpgsql as $$
begin
  insert into membership_periods (org_id, membership_id, roles, department_id, status, valid_from)
    select org_id, id, roles, department_id, status, created_at from added;
  return null;
end $$;
create or replace trigger begin_membership_periods after insert on memberships
  referencing new table as added for each statement execute function begin_membership_periods();

create or replace function keep_department_period() returns trigger language plpgsql as $$
declare
  moment timestamptz := case when tg_argv[0] = 'given' then new.changed_at else now() end;
  open department_periods;
begin
  select * into open from department_periods
    where org_id = new.org_id and department_id = new.id and valid_until is null;
  if open.parent_id is not distinct from new.parent_id then return null; end if;
  if moment <= open.valid_from then
    update department_periods set parent_id = new.parent_id
      where org_id = new.org_id and department_id = new.id and valid_until is null;
    return null;
  end if;
  update department_periods set valid_until = moment
    where org_id = new.org_id and department_id = new.id and valid_until is null;
  insert into department_periods (org_id, department_id, parent_id, valid_from)
    values (new.org_id, new.id, new.parent_id, moment);
  return null;
end $$;
create or replace trigger keep_period_given after update of changed_at on departments
  for each row execute function keep_department_period('given');
create or replace trigger keep_period_now after update on departments for each row
  when (old.parent_id is distinct from new.parent_id) execute function keep_department_period('now');

create or replace function begin_department_periods() returns trigger language plpgsql as $$
begin
  insert into department_periods (org_id, department_id, parent_id, valid_from)
    select org_id, id, parent_id, created_at from added;
  return null;
end $$;
create or replace trigger begin_department_periods after insert on departments
  referencing new table as added for each statement execute function begin_department_periods();

-- What is over is over: of an interval only its end is written, once. The open one may be corrected.
create or replace function protect_interval() returns trigger language plpgsql as $$
begin
  if old.valid_until is not null or new.valid_from <> old.valid_from then
    raise exception 'an interval of % that is over does not change', tg_table_name using errcode = 'AC001';
  end if;
  return new;
end $$;
do $$
declare t text;
begin
  foreach t in array array['group_members', 'membership_periods', 'department_periods'] loop
    execute format('create or replace trigger protect_interval before update on public.%I for each row execute function protect_interval()', t);
  end loop;
end $$;

-- The rows that decide are locked, so that nobody is added to a group while they leave, or while it is retired.
create or replace function admit_to_group() returns trigger language plpgsql as $$
begin
  perform from groups where org_id = new.org_id and id = new.group_id and retired_at is null for share;
  if not found then raise exception 'the group is retired' using errcode = 'AC004'; end if;
  perform from memberships where org_id = new.org_id and id = new.membership_id and status = 'active' for share;
  if not found then raise exception 'a group has active members only' using errcode = 'AC004'; end if;
  return null;
end $$;
create or replace trigger admit_to_group after insert on group_members
  for each row execute function admit_to_group();

create or replace function empty_retired_group() returns trigger language plpgsql as $$
begin
  update group_members set valid_until = greatest(new.retired_at, valid_from)
    where org_id = new.org_id and group_id = new.id and valid_until is null;
  return null;
end $$;
create or replace trigger empty_retired_group after update on groups for each row
  when (old.retired_at is null and new.retired_at is not null) execute function empty_retired_group();

-- A department that is retired has nobody, and nothing below it.
create or replace function admit_to_department() returns trigger language plpgsql as $$
begin
  perform from departments
    where org_id = new.org_id and id = (to_jsonb(new) ->> tg_argv[0])::uuid and retired_at is null for share;
  if not found then raise exception 'the department is retired' using errcode = 'AC004'; end if;
  return null;
end $$;
create or replace trigger admit_to_department after insert on memberships for each row
  when (new.department_id is not null) execute function admit_to_department('department_id');
create or replace trigger admit_again_to_department after update on memberships for each row
  when (new.department_id is not null and (old.department_id, old.status) is distinct from (new.department_id, new.status))
  execute function admit_to_department('department_id');
create or replace trigger admit_to_department after insert on departments for each row
  when (new.parent_id is not null) execute function admit_to_department('parent_id');
create or replace trigger admit_again_to_department after update on departments for each row
  when (new.parent_id is not null and old.parent_id is distinct from new.parent_id)
  execute function admit_to_department('parent_id');

create or replace function refuse_retirement() returns trigger language plpgsql as $$
begin
  if exists (select from memberships where org_id = new.org_id and department_id = new.id and status = 'active')
    or exists (select from departments where org_id = new.org_id and parent_id = new.id) then
    raise exception 'the department is not empty' using errcode = 'AC004';
  end if;
  return null;
end $$;
create or replace trigger refuse_retirement after update on departments for each row
  when (old.retired_at is null and new.retired_at is not null) execute function refuse_retirement();

-- Who is above whom has no circles. The organization is locked, as the services lock it: two changes that would close a
-- circle together come one after the other, and the second sees the first.
create or replace function refuse_circle() returns trigger language plpgsql as $$
declare is_circle boolean;
begin
  perform from organizations where id = new.org_id for no key update;
  execute format(
    'with recursive above(id) as (
       select %1$I from %2$I where org_id = $1 and id = $2
       union
       select t.%1$I from %2$I t join above a on t.org_id = $1 and t.id = a.id)
     select exists (select from above where id = $2)', tg_argv[0], tg_table_name)
    into is_circle using new.org_id, new.id;
  if is_circle then
    raise exception '% of % closes a circle', tg_argv[0], tg_table_name using errcode = 'AC005';
  end if;
  return null;
end $$;
create or replace trigger refuse_circle after update on memberships for each row
  when (new.manager_id is not null and old.manager_id is distinct from new.manager_id)
  execute function refuse_circle('manager_id');
create or replace trigger refuse_circle after update on departments for each row
  when (new.parent_id is not null and old.parent_id is distinct from new.parent_id)
  execute function refuse_circle('parent_id');
