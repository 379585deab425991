-- Guarantees: an acknowledgment is never changed and never deleted, and is of what was in effect; a closed campaign is
-- final, and nobody accepts in it or is asked by it any more.

revoke update, delete, truncate on acknowledgments from accord_app;
revoke delete, truncate on campaigns, campaign_recipients from accord_app;
create or replace trigger append_only before update or delete on acknowledgments
  for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on acknowledgments
  for each statement execute function refuse_change();

-- Who accepts holds the campaign open until the commit, and who closes it waits for them. The hash is compared with that of
-- the version, whatever the caller says.
create or replace function check_acknowledgment() returns trigger language plpgsql as $$
begin
  perform from campaigns c where c.org_id = new.org_id and c.id = new.campaign_id and c.status <> 'closed' for share;
  if not found then
    raise exception 'the campaign is closed' using errcode = 'AC003';
  end if;
  perform from campaign_recipients r where r.org_id = new.org_id and r.id = new.recipient_id
    and r.campaign_id = new.campaign_id and r.membership_id = new.membership_id;
  if not found then
    raise exception 'an acknowledgment belongs to who was asked' using errcode = 'AC001';
  end if;
  perform from document_versions v where v.org_id = new.org_id and v.id = new.version_id
    and v.document_id = new.document_id and v.content_hash = new.content_hash;
  if not found then
    raise exception 'an acknowledgment is of one version and its hash' using errcode = 'AC001';
  end if;
  return null;
end $$;
create or replace trigger check_acknowledgment after insert on acknowledgments
  for each row execute function check_acknowledgment();

create or replace function protect_closed_campaign() returns trigger language plpgsql as $$
begin
  if old.status = 'closed' then
    raise exception 'campaign is closed' using errcode = 'AC003';
  end if;
  return new;
end $$;
create or replace trigger protect_closed_campaign before update on campaigns
  for each row execute function protect_closed_campaign();

-- The reconciler compares, over all organizations, what is open with the workflows that run: ids and states alone.
grant select (org_id, id, status) on campaigns to accord_system;
drop policy if exists under_way on public.campaigns;
create policy under_way on public.campaigns for select to accord_system using (true);

create or replace trigger notify_pages after insert or update on campaigns
  for each row execute function notify_pages();

-- Questions and answers are evidence, and nobody accepts before they have passed the questions of their campaign.
revoke update, delete, truncate on knowledge_checks, check_attempts from accord_app;
create or replace trigger append_only before update or delete on knowledge_checks
  for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on knowledge_checks
  for each statement execute function refuse_change();
create or replace trigger append_only before update or delete on check_attempts
  for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on check_attempts
  for each statement execute function refuse_change();

create or replace function check_passed() returns trigger language plpgsql as $$
begin
  if exists (select from campaigns c where c.org_id = new.org_id and c.id = new.campaign_id and c.check_id is not null)
    and not exists (select from check_attempts a
      where a.org_id = new.org_id and a.recipient_id = new.recipient_id and a.passed) then
    raise exception 'the questions are not passed' using errcode = 'AC001';
  end if;
  return null;
end $$;
create or replace trigger check_passed after insert on acknowledgments
  for each row execute function check_passed();
