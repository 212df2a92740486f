-- The writer asks moderation. The rest of the function is as before.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.write_messages(
  conversation_ids uuid[], sender_ids uuid[], client_ids uuid[], bodies text[], reply_tos uuid[], thread_roots uuid[],
  mentioned_names text[], pair_kinds text[]
)
returns table (verdict text, block text, message public.messages, sender public.profiles)
language plpgsql
rows 50
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
#variable_conflict use_column
declare
  locked uuid[];
  verdicts text[];
  blocks text[];
  judges boolean;
begin
  -- Conversations are locked in the order of their ids, and nobody waits for a lock: a locked one delays no other.
  -- Somebody from outside locks nothing.
  -- The one row of the installation tells whether moderation has to be asked. It is read along.
  select array(
    select c.id from public.conversations c
    where c.id = any (array(
      select p.conversation_id
      from unnest(conversation_ids, sender_ids) i (conversation_id, sender_id)
      cross join lateral (
        select p.conversation_id, p.left_at from public.conversation_participants p
        where p.conversation_id = i.conversation_id and p.user_id = i.sender_id
        limit 1
      ) p
      where p.left_at is null
    ))
    order by c.id
    for no key update skip locked
  ), i.judges_authors or i.new_account_messages is not null
  into locked, judges
  from private.installation i where i.only_row;

  select judged.verdicts, judged.blocks into verdicts, blocks
  from private.judge_messages(
    conversation_ids, sender_ids, client_ids, reply_tos, thread_roots, pair_kinds, locked
  ) judged;
  if judges then
    verdicts := private.judge_authors(
      conversation_ids, sender_ids, client_ids, bodies, reply_tos, thread_roots, verdicts
    );
  end if;
  if 'accepted' = any (verdicts) then
    perform private.store_messages(
      conversation_ids, sender_ids, client_ids, bodies, reply_tos, thread_roots, mentioned_names, verdicts
    );
  end if;

  return query
  select j.verdict, j.block,
    case when j.verdict in ('accepted', 'existing', 'existing_hidden') then (
      select written from public.messages written
      where written.sender_id = j.sender_id and written.conversation_id = j.conversation_id
        and written.client_id = j.client_id
      limit 1
    ) end,
    case when j.verdict = 'accepted' then (
      select profile from public.profiles profile where profile.id = j.sender_id limit 1
    ) end
  from unnest(conversation_ids, sender_ids, client_ids, verdicts, blocks)
    with ordinality j (conversation_id, sender_id, client_id, verdict, block, n)
  order by j.n;
end;
$$;

update private.installation set migration = '20261127050080';
