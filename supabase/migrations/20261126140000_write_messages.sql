-- Stores the messages of a batch. Each statement of the function keeps one plan, however often and on whatever tables
-- it was made: only index lookups are allowed, one for each row, so that the cost is linear in the batch.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The participants of a conversation who have one of these names. The names are separated by spaces.
-- Names come first: a conversation may have many more participants.
create function private.participants_named(names text, conversation uuid)
returns uuid[]
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return array(
    select distinct named.id
    from (
      select (select p.id from public.profiles p where p.username = mentioned.name limit 1) as id
      from unnest(string_to_array(names, ' ')) mentioned (name)
    ) named
    where (
      select p.left_at is null from public.conversation_participants p
      where p.conversation_id = conversation and p.user_id = named.id
    )
    order by 1
  );
end;
$$;
revoke execute on function private.participants_named(text, uuid) from public, anon, authenticated;
grant execute on function private.participants_named(text, uuid) to service_role;

-- Message n of the batch is element n of each array. The answer has one row a message, in the same order.
-- `pair_kinds` are the kinds of conversation with exactly two people.
create function private.write_messages(
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
begin
  -- Conversations are locked in the order of their ids, and nobody waits for a lock: a locked one delays no other.
  -- Somebody from outside locks nothing.
  locked := array(
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
  );

  -- Everything is judged by what is committed now. Changes of a conversation wait for its lock, so nobody writes after
  -- their own removal. Each lookup names only the columns of its index and has `limit 1` where a join could do it too.
  -- Otherwise a plan that was made for an empty table would read a whole conversation for each message.
  select array_agg(judged.verdict order by judged.n), array_agg(judged.block order by judged.n)
  into verdicts, blocks
  from (
    select i.n, blocked.block,
      case
        when p.user_id is null then 'not_participant'
        when c.id is null then 'busy'
        when earlier.seq <= p.joined_seq then 'existing_hidden'
        when earlier.seq is not null then 'existing'
        when blocked.block is not null then 'blocked'
        else 'accepted'
      end as verdict
    from unnest(conversation_ids, sender_ids, client_ids) with ordinality i (conversation_id, sender_id, client_id, n)
    left join lateral (
      select p.conversation_id, p.user_id, p.joined_seq, p.left_at from public.conversation_participants p
      where p.conversation_id = i.conversation_id and p.user_id = i.sender_id
      limit 1
    ) p on p.left_at is null
      and p.user_id not in (select a.id from private.accounts a where a.deleted_at is not null)
    left join public.conversations c
      on c.id = case when p.conversation_id = any (locked) then p.conversation_id end
    left join lateral (
      select same.seq from public.messages same
      where same.sender_id = i.sender_id and same.conversation_id = i.conversation_id and same.client_id = i.client_id
      limit 1
    ) earlier on c.id is not null
    left join lateral (
      select case
        when bool_or((
          select true from public.blocks b where b.blocker_id = i.sender_id and b.blocked_id = counterpart.user_id limit 1
        )) then 'by_sender'
        when bool_or((
          select true from public.blocks b where b.blocker_id = counterpart.user_id and b.blocked_id = i.sender_id limit 1
        )) then 'by_counterpart'
      end as block
      from public.conversation_participants counterpart
      where c.kind = any (pair_kinds)
        and counterpart.conversation_id = c.id and counterpart.user_id <> i.sender_id
    ) blocked on true
  ) judged;

  -- Only a message that quotes or answers in a thread pays for it.
  if array_remove(reply_tos || thread_roots, null) <> '{}' then
    verdicts := array(
      select case
        when i.verdict <> 'accepted' then i.verdict
        when i.reply_to is not null and (
          select target.conversation_id = i.conversation_id and target.seq > p.joined_seq
          from public.messages target where target.id = i.reply_to
        ) is not true then 'bad_reply'
        when i.thread_root is not null and (
          select target.conversation_id = i.conversation_id and target.seq > p.joined_seq
            and target.thread_root is null and target.kind = 'text' and target.deleted_at is null
          from public.messages target where target.id = i.thread_root
        ) is not true then 'bad_thread'
        else 'accepted'
      end
      from unnest(conversation_ids, sender_ids, reply_tos, thread_roots, verdicts)
        with ordinality i (conversation_id, sender_id, reply_to, thread_root, verdict, n)
      left join lateral (
        select p.joined_seq from public.conversation_participants p
        where p.conversation_id = i.conversation_id and p.user_id = i.sender_id
        limit 1
      ) p on true
      order by i.n
    );
  end if;

  if 'accepted' = any (verdicts) then
    with fresh as materialized (
      select i.*, c.last_seq as base,
        c.last_seq + row_number() over in_order as seq,
        c.last_ver + row_number() over in_order as ver,
        first_value(i.sender_id) over in_order as opener,
        date_trunc('milliseconds', clock_timestamp()) as created_at
      from unnest(
        conversation_ids, sender_ids, client_ids, bodies, reply_tos, thread_roots, mentioned_names, verdicts
      ) with ordinality i (conversation_id, sender_id, client_id, body, reply_to, thread_root, names, verdict, n)
      join public.conversations c on c.id = i.conversation_id
      where i.verdict = 'accepted'
      window in_order as (partition by i.conversation_id order by i.n)
    ),
    stored as (
      insert into public.messages
        (conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, created_at)
      select f.conversation_id, f.seq, f.ver, f.sender_id, f.client_id, f.body, f.reply_to, f.thread_root,
        case when f.names = '' then '{}'::uuid[] else private.participants_named(f.names, f.conversation_id) end,
        f.created_at
      from fresh f order by f.conversation_id, f.seq
    ),
    numbered as materialized (
      select f.conversation_id, f.opener, f.base, max(f.seq) as seq, max(f.ver) as ver,
        max(f.created_at) as created_at,
        coalesce(min(f.seq) filter (where f.sender_id <> f.opener) - 1, max(f.seq)) as upto
      from fresh f group by f.conversation_id, f.opener, f.base
    ),
    -- A sender who had seen everything has now seen their own message too. For every other sender the earlier messages
    -- stay unread.
    own_rows as materialized (
      select p.conversation_id, p.user_id, n.base, n.upto
      from numbered n
      join public.conversation_participants p
        on p.conversation_id = n.conversation_id and p.user_id = n.opener and p.last_delivered_seq = n.base
      for no key update of p skip locked
    ),
    own_receipts as (
      update public.conversation_participants p
      set last_delivered_seq = s.upto,
        last_read_seq = case when p.last_read_seq = s.base then s.upto else p.last_read_seq end
      from own_rows s
      where p.conversation_id = s.conversation_id and p.user_id = s.user_id
    )
    update public.conversations c
    set last_seq = n.seq, last_ver = n.ver, active_at = n.created_at
    from numbered n where c.id = n.conversation_id;

    -- The root of a thread changes once in a commit, with a `ver` after those of all new messages.
    if array_remove(thread_roots, null) <> '{}' then
      with answers as materialized (
        select i.conversation_id, i.thread_root, count(*) as answers, max(m.created_at) as last_at
        from unnest(conversation_ids, sender_ids, client_ids, thread_roots, verdicts)
          i (conversation_id, sender_id, client_id, thread_root, verdict)
        cross join lateral (
          select m.created_at from public.messages m
          where m.sender_id = i.sender_id and m.conversation_id = i.conversation_id and m.client_id = i.client_id
          limit 1
        ) m
        where i.verdict = 'accepted' and i.thread_root is not null
        group by i.conversation_id, i.thread_root
      ),
      roots as (
        update public.messages m
        set ver = t.ver, thread_count = m.thread_count + t.answers, thread_last_at = t.last_at
        from (
          select a.*, c.last_ver + row_number() over (partition by a.conversation_id order by a.thread_root) as ver
          from answers a join public.conversations c on c.id = a.conversation_id
        ) t
        where m.id = t.thread_root
      )
      update public.conversations c set last_ver = c.last_ver + n.roots
      from (select a.conversation_id, count(*) as roots from answers a group by a.conversation_id) n
      where c.id = n.conversation_id;
    end if;
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
revoke execute on function private.write_messages(uuid[], uuid[], uuid[], text[], uuid[], uuid[], text[], text[])
  from public, anon, authenticated;
grant execute on function private.write_messages(uuid[], uuid[], uuid[], text[], uuid[], uuid[], text[], text[])
  to service_role;

update private.installation set migration = '20261126140000';
