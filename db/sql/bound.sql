-- Guarantees: when somebody was asked, and until when, is known for every moment, also after it was changed.

revoke update, delete, truncate on campaign_past_askings from accord_app;
create or replace trigger append_only before update or delete on campaign_past_askings
  for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on campaign_past_askings
  for each statement execute function refuse_change();

-- Who is asked anew is so from the moment of the new row's asking; a due date is moved at the moment that comes with it. Of what
-- changes twice in one moment, what held before it is kept.
create or replace function keep_past_asking() returns trigger language plpgsql as $$
begin
  insert into campaign_past_askings (org_id, recipient_id, asked_at, due_at, valid_until)
    values (old.org_id, old.id, old.asked_at, old.due_at,
      case when new.asked_at <> old.asked_at then new.asked_at else coalesce(new.due_moved_at, now()) end)
    on conflict do nothing;
  return null;
end $$;
create or replace trigger keep_past_asking after update on campaign_recipients for each row
  when ((old.asked_at, old.due_at) is distinct from (new.asked_at, new.due_at))
  execute function keep_past_asking();
