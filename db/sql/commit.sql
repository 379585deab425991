-- Guarantees: the effects of a transaction (outbox rows, notifications, audit entries) are written by one call that is
-- sent with the commit, and the processes that act on new rows are notified. NOTIFY is delivered after the commit only.
-- Decision: docs/decisions/0013.

-- Adds notifications and their deliveries. A notice has either its receivers in `members`, or goes to the active members
-- who have one of its `roles`; without roles to all of them. Whoever has a notification with the same key gets none.
-- The notifications of `members` get the ids of the notice; the others' are made here and rise in the order of notices.
create or replace function add_notifications(org uuid, notices json) returns void language plpgsql
  set search_path = public, pg_temp as $$
begin
  with notice as (
    select *
    from rows from (json_to_recordset(notices) as (kind text, key text, "subjectType" text, "subjectId" uuid,
        "documentId" uuid, facts jsonb, "createdAt" timestamptz, priority smallint, channels text[], members uuid[],
        ids uuid[], roles text[]))
      with ordinality as n (kind, key, subject_type, subject_id, document_id, facts, created_at, priority, channels,
        members, ids, roles, place)),
  receiver as (
    select n.*, member.id as membership_id, member.notification_id
      from notice n cross join unnest(n.members, n.ids) as member (id, notification_id)
    union all
    select n.*, member.id, null from notice n
      -- The offset keeps the planner from reading all members for the notices that name theirs.
      cross join lateral (
        select id from memberships
        where n.members is null and org_id = org and status = 'active' and (n.roles is null or memberships.roles && n.roles)
        offset 0) as member),
  added as (
    insert into notifications
        (org_id, id, membership_id, kind, key, subject_type, subject_id, document_id, facts, created_at)
      select org, coalesce(notification_id, uuidv7()), membership_id, kind, key, subject_type, subject_id, document_id,
        facts, created_at
      from receiver order by place
      on conflict (org_id, membership_id, key) do nothing
      returning notifications.id, notifications.kind)
  insert into deliveries (org_id, id, notification_id, channel, priority)
    select org, uuidv7(), added.id, channel, of_kind.priority
    from added
      join (select distinct on (kind) kind, priority, channels from notice) as of_kind using (kind)
      cross join unnest(of_kind.channels) as channel;
end $$;
grant execute on function add_notifications to accord_app;

-- Writes the pending effects of a transaction; an argument is null when there are none of its kind. The audit entries
-- come last, because they lock the head of the chain.
create or replace function flush_effects(org uuid, audit_entries json, notices json, outbox_rows json)
  returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if outbox_rows is not null then
    insert into outbox (org_id, queue, kind, name, payload)
      select org, queue, kind, name, payload
      from rows from (json_to_recordset(outbox_rows) as (queue text, kind outbox_kind, name text, payload jsonb))
        with ordinality as r (queue, kind, name, payload, place)
      order by place;
  end if;
  if notices is not null then
    perform add_notifications(org, notices);
  end if;
  if audit_entries is not null then
    perform append_audit(org, audit_entries);
  end if;
end $$;
grant execute on function flush_effects to accord_app;

-- Notifies the relay and the senders of mails that there are new rows. The channel is the argument of the trigger.
create or replace function notify_channel() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end $$;
create or replace trigger notify_relay after insert on outbox
  for each statement execute function notify_channel('accord_outbox');
create or replace trigger notify_delivery after insert on deliveries
  for each statement execute function notify_channel('accord_deliveries');
create or replace trigger notify_account_mails after insert on account_mails
  for each statement execute function notify_channel('accord_account_mails');
create or replace trigger notify_invitation_mails after insert or update of mail_status on invitations
  for each statement execute function notify_channel('accord_invitation_mails');
