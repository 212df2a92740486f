-- What a deleted account leaves is worked off in batches. Each batch is a transaction, so that a killed relay loses only
-- its last batch, and everything that is committed is complete: seats, numbers and counts fit together.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Works off up to `most` messages and reactions of the account in one conversation, and its seat. Returns how many rows
-- it changed, or null when somebody else has locked the conversation.
create function private.depart_from(place uuid, account uuid, most int)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
  conversation record;
  renumbered int;
  was_present boolean;
begin
  -- It never waits: deleting an account must not hang on a conversation that hangs.
  select id, last_seq, last_ver into conversation
  from public.conversations where id = place for no key update skip locked;
  if not found then
    return null;
  end if;

  -- Every visible change gets a number, or people who synced before would never hear of it.
  with touched as materialized (
    (select m.id, m.seq from public.messages m
      where m.sender_id = account and m.conversation_id = place limit most)
    union
    (select m.id, m.seq from public.message_reactions r join public.messages m on m.id = r.message_id
      where r.user_id = account and r.conversation_id = place limit most)
  ),
  unreacted as (
    delete from public.message_reactions r using touched
    where r.message_id = touched.id and r.user_id = account
  ),
  numbered as (
    select id, conversation.last_ver + row_number() over (order by seq) as ver from touched
  )
  update public.messages m set ver = numbered.ver, sender_id = nullif(m.sender_id, account)
  from numbered where m.id = numbered.id;
  get diagnostics renumbered = row_count;

  delete from public.conversation_participants
  where conversation_id = place and user_id = account
  returning left_at is null into was_present;
  was_present := coalesce(was_present, false);
  if was_present then
    insert into public.messages (conversation_id, seq, ver, client_id, kind, body, event)
    values (place, conversation.last_seq + 1, conversation.last_ver + renumbered + 1, gen_random_uuid(),
      'system', '', '{"type": "account_deleted"}');
  end if;
  update public.conversations set
    last_seq = conversation.last_seq + was_present::int,
    last_ver = conversation.last_ver + renumbered + was_present::int
  where id = place and (renumbered > 0 or was_present);
  return renumbered + 1;
end;
$$;
revoke execute on function private.depart_from(uuid, uuid, int) from public, anon, authenticated;
grant execute on function private.depart_from(uuid, uuid, int) to service_role;

-- Works off about `most` rows of a deleted account, seats first. At the end the account itself goes.
-- Returns 'gone', 'more', or 'locked' when somebody else has locked what is next.
create function private.continue_departure(account uuid, most int)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  place uuid;
  step int;
  done int := 0;
begin
  perform from private.accounts where id = account and deleted_at is not null for no key update skip locked;
  if not found then
    return 'locked';
  end if;
  for place in
    select conversation_id from public.conversation_participants
    where user_id = account order by conversation_id limit most
  loop
    done := done + coalesce(private.depart_from(place, account, most - done), 0);
    if done >= most then
      return 'more';
    end if;
  end loop;
  while done < most loop
    select conversation_id into place from public.messages where sender_id = account limit 1;
    if not found then
      select conversation_id into place from public.message_reactions where user_id = account limit 1;
    end if;
    if not found then
      select conversation_id into place from public.conversation_participants where user_id = account limit 1;
    end if;
    if not found then
      delete from private.accounts where id = account;
      return 'gone';
    end if;
    step := private.depart_from(place, account, most - done);
    if step is null then
      return 'locked';
    end if;
    done := done + step;
  end loop;
  return 'more';
end;
$$;
revoke execute on function private.continue_departure(uuid, int) from public, anon, authenticated;
grant execute on function private.continue_departure(uuid, int) to service_role;

-- The trigger before the deletion of an account. It does the first batch, so that most accounts are gone at once. What
-- it cannot do in time, or without waiting, is left to the relay.
create or replace function private.number_departure()
returns trigger
language plpgsql
security definer
set search_path = ''
set lock_timeout = '200ms'
as $$
begin
  insert into private.accounts as a (id, deleted_at) values (old.id, now())
  on conflict (id) do update set deleted_at = coalesce(a.deleted_at, now());
  insert into public.audit_log (action, reason, subject_id)
  values ('account_deleted', 'account_deleted', old.id::text);
  begin
    perform private.continue_departure(old.id, 200);
  exception when others then
    raise warning 'the relay works off what account % left: %', old.id, sqlerrm;
  end;
  return old;
end;
$$;

update private.installation set migration = '20261126132210';
