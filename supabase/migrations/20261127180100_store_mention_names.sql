-- A message stores whom it mentions and by which names. The relay reads the text, so `names` is what it found there. The
-- rest of the function is as before.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.store_messages(
  conversation_ids uuid[], sender_ids uuid[], client_ids uuid[], bodies text[], reply_tos uuid[], thread_roots uuid[],
  mentioned_names text[], verdicts text[]
)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  with fresh as materialized (
    select i.*, c.last_seq as base,
      c.last_seq + row_number() over in_order as seq,
      c.last_ver + row_number() over in_order as ver,
      first_value(i.sender_id) over in_order as opener,
      date_trunc('milliseconds', clock_timestamp()) as created_at,
      c.message_lifetime_seconds as lifetime
    from unnest(
      conversation_ids, sender_ids, client_ids, bodies, reply_tos, thread_roots, mentioned_names, verdicts
    ) with ordinality i (conversation_id, sender_id, client_id, body, reply_to, thread_root, names, verdict, n)
    join public.conversations c on c.id = i.conversation_id
    where i.verdict = 'accepted'
    window in_order as (partition by i.conversation_id order by i.n)
  ),
  stored as (
    insert into public.messages
      (conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, mention_names,
      created_at, expires_at)
    select f.conversation_id, f.seq, f.ver, f.sender_id, f.client_id, f.body, f.reply_to, f.thread_root,
      coalesce(mentioned.ids, '{}'), coalesce(mentioned.names, '{}'),
      f.created_at, f.created_at + f.lifetime * interval '1 second'
    from fresh f
    left join lateral private.mentions_in(nullif(f.names, ''), f.conversation_id) mentioned on true
    order by f.conversation_id, f.seq
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
end;
$$;

drop function private.participants_named(text, uuid);

update private.installation set migration = '20261127180100';
