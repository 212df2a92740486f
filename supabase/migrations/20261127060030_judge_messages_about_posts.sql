-- Messages about posts: private.judge_posts decides about them.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- As before, with `any_post` and the call of private.judge_posts.
create or replace function private.judge_messages(
  conversation_ids uuid[], sender_ids uuid[], client_ids uuid[], reply_tos uuid[], thread_roots uuid[],
  pair_kinds text[], locked uuid[], out verdicts text[], out blocks text[]
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  any_room boolean;
  any_post boolean;
begin
  -- Everything is judged by what is committed now. Changes of a conversation wait for its lock, so nobody writes after
  -- their own removal. Each lookup names only the columns of its index and has `limit 1` where a join could do it too.
  -- Otherwise a plan that was made for an empty table would read a whole conversation for each message.
  select array_agg(judged.verdict order by judged.n), array_agg(judged.block order by judged.n),
    bool_or(judged.is_room), bool_or(judged.is_about_post)
  into verdicts, blocks, any_room, any_post
  from (
    select i.n, blocked.block, p.in_room as is_room, c.post_id is not null as is_about_post,
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
      select p.conversation_id, p.user_id, p.joined_seq, p.left_at, p.in_room from public.conversation_participants p
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
            and (target.expires_at is null or target.expires_at > clock_timestamp())
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

  -- Only a batch with messages for rooms pays for the rules of rooms. The owner and moderators write in a locked room,
  -- and slow mode does not slow them.
  if any_room then
    verdicts := array(
      select case
        when i.verdict <> 'accepted' or r.conversation_id is null then i.verdict
        when r.closed_at is not null then 'closed'
        when p.role in ('owner', 'admin') then 'accepted'
        when r.locked_at is not null then 'locked'
        when r.slow_mode_seconds > 0 and (
          row_number() over (partition by i.conversation_id, i.sender_id, i.verdict order by i.n) > 1
          or p.last_sent_at > clock_timestamp() - r.slow_mode_seconds * interval '1 second'
        ) then 'too_soon'
        else 'accepted'
      end
      from unnest(conversation_ids, sender_ids, verdicts)
        with ordinality i (conversation_id, sender_id, verdict, n)
      left join lateral (
        select r.conversation_id, r.closed_at, r.locked_at, r.slow_mode_seconds from public.hangouts r
        where r.conversation_id = i.conversation_id
        limit 1
      ) r on true
      left join lateral (
        select p.role, p.last_sent_at from public.conversation_participants p
        where p.conversation_id = i.conversation_id and p.user_id = i.sender_id
        limit 1
      ) p on true
      order by i.n
    );
    -- The caller stores what is accepted in the same transaction, so the time is noted only with its message.
    update public.conversation_participants p
    set last_sent_at = clock_timestamp()
    from (
      select distinct i.conversation_id, i.sender_id
      from unnest(conversation_ids, sender_ids, verdicts) i (conversation_id, sender_id, verdict)
      where i.verdict = 'accepted' and (
        select r.slow_mode_seconds > 0 from public.hangouts r where r.conversation_id = i.conversation_id
      )
    ) sent
    where p.conversation_id = sent.conversation_id and p.user_id = sent.sender_id;
  end if;

  -- Only a batch with messages about posts pays for the rule of posts.
  if any_post then
    verdicts := private.judge_posts(conversation_ids, verdicts);
  end if;
end;
$$;
revoke execute on function private.judge_messages(uuid[], uuid[], uuid[], uuid[], uuid[], text[], uuid[]) from public, anon, authenticated;
grant execute on function private.judge_messages(uuid[], uuid[], uuid[], uuid[], uuid[], text[], uuid[]) to service_role;

update private.installation set migration = '20261127060030';
