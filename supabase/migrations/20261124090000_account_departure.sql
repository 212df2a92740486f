-- An account that is deleted takes its seats, its reactions and its name from what it wrote. Like every visible change
-- these get numbers, or whoever synced before would never hear of them.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Before the cascades, while it is still known whose they are. Conversations are locked in id order, as everywhere.
create function private.number_departure()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  place record;
  renumbered bigint;
begin
  for place in
    select c.id, c.last_seq, c.last_ver, p.left_at is null as is_seated
    from public.conversations c
    join public.conversation_participants p on p.conversation_id = c.id and p.user_id = old.id
    order by c.id
    for no key update of c
  loop
    with changed as (
      select touched.id, place.last_ver + row_number() over (order by touched.seq) as ver
      from (
        select m.id, m.seq from public.messages m
        where m.sender_id = old.id and m.conversation_id = place.id
        union
        select m.id, m.seq from public.message_reactions r
        join public.messages m on m.id = r.message_id
        where r.user_id = old.id and r.conversation_id = place.id
      ) touched
    )
    update public.messages m set ver = changed.ver from changed where m.id = changed.id;
    get diagnostics renumbered = row_count;

    if place.is_seated then
      insert into public.messages (conversation_id, seq, ver, client_id, kind, body, event)
      values (place.id, place.last_seq + 1, place.last_ver + renumbered + 1, gen_random_uuid(),
        'system', '', '{"type": "account_deleted"}');
    end if;
    update public.conversations set
      last_seq = last_seq + place.is_seated::int,
      last_ver = last_ver + renumbered + place.is_seated::int
    where id = place.id;
  end loop;
  insert into public.audit_log (action, reason, subject_id)
  values ('account_deleted', 'account_deleted', old.id::text);
  return old;
end;
$$;
revoke execute on function private.number_departure() from public, anon, authenticated;

-- This locks auth.users for a moment. Each try waits 100 ms at most and then makes room: no sign-in waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      create trigger parley_account_deleted
        before delete on auth.users
        for each row execute function private.number_departure();
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked auth.users for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

update private.installation set migration = '20261124090000';
