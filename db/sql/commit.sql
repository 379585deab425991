-- Guarantees: the effects of a transaction (outbox rows, notifications, audit entries) are written by one call that is
-- sent with the commit, and the processes that act on new rows are notified. NOTIFY is delivered after the commit only.
-- Decision: docs/decisions/0013.

-- Writes the pending effects of a transaction; an argument is null when there are none of its kind. Each new
-- notification gets its e-mail delivery; a notification whose key its receiver already has is left out. The audit
-- entries come last, because they lock the head of the chain.
create or replace function flush_effects(org uuid, audit_entries json, new_notifications json, outbox_rows json)
  returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if outbox_rows is not null then
    insert into outbox (org_id, queue, kind, name, payload)
      select org, queue, kind, name, payload
      from rows from (json_to_recordset(outbox_rows) as (queue text, kind outbox_kind, name text, payload jsonb))
        with ordinality as r (queue, kind, name, payload, place)
      order by place;
  end if;
  if new_notifications is not null then
    with added as (
      insert into notifications (org_id, id, membership_id, kind, key, document_id, facts, path, created_at)
        select org, id, "membershipId", kind, key, "documentId", facts, path, "createdAt"
        from json_to_recordset(new_notifications) as (id uuid, "membershipId" uuid, kind notification_kind, key text,
          "documentId" uuid, facts jsonb, path text, "createdAt" timestamptz)
        on conflict (org_id, membership_id, key) do nothing
        returning notifications.id)
    insert into deliveries (org_id, id, notification_id, channel) select org, gen_random_uuid(), id, 'email' from added;
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
