-- The participants of a large conversation that a page needs first, as a function.
-- Inside the statement of a conversation they cost every conversation 60 µs, because PostgreSQL prepares all parts of a
-- statement, also those that it does not run. Most conversations are small.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The asker, the owner and admins, the latest writers, then by the time of joining. An index finds each of them.
-- The condition on conversation_id is a range on purpose: server/conversations/participants-json.ts gives the reason.
create function private.chosen_participants(conversation uuid, asker uuid, most integer, writers_reach integer)
returns setof public.conversation_participants
language plpgsql
stable
rows 20
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return query
  select p.* from (
    select ranked.user_id from (
      select asker as user_id, 0 as rank, 0::bigint as place
      union all
      select listed.user_id, case listed.rank when 2 then 3 else 1 end,
        row_number() over (order by listed.rank, listed.joined_at, listed.user_id)
      from (
        select q.user_id, q.joined_at,
          case q.role when 'owner' then 0 when 'admin' then 1 else 2 end as rank
        from public.conversation_participants q
        where q.conversation_id between conversation and conversation and q.left_at is null
        order by q.conversation_id, (case q.role when 'owner' then 0 when 'admin' then 1 else 2 end),
          q.joined_at, q.user_id
        limit most
      ) listed
      union all
      select recent.sender_id, 2, -max(recent.seq) from (
        select m.sender_id, m.seq from public.messages m
        where m.conversation_id = conversation order by m.seq desc limit writers_reach
      ) recent
      where recent.sender_id is not null group by recent.sender_id
    ) ranked
    group by ranked.user_id
    order by min(ranked.rank), min(ranked.place), ranked.user_id limit most
  ) first_ones
  cross join lateral (
    select * from public.conversation_participants one
    where one.conversation_id = conversation and one.user_id = first_ones.user_id and one.left_at is null
    limit 1
  ) p;
end;
$$;
revoke execute on function private.chosen_participants(uuid, uuid, integer, integer) from public, anon, authenticated;
grant execute on function private.chosen_participants(uuid, uuid, integer, integer) to service_role;

update private.installation set migration = '20261126183000';
