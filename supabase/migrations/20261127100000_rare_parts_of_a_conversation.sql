-- Two rare parts of a conversation's JSON, as functions. PostgreSQL prepares each table of a statement, also those that
-- it does not read. Inside the statement these parts cost every conversation 30 µs. A call that is not made costs nothing.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The post that a conversation is about, in the wire's shape. A post of a departing account counts as deleted.
create function private.linked_post(post uuid)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return (
    select json_build_object('id', about.id, 'title', about.title, 'url', about.url, 'state', case
      when about.deleted_at is not null or exists (
        select from private.accounts author where author.id = about.author_id and author.deleted_at is not null
      ) then 'deleted'
      when about.closed_at is not null then 'closed'
      else 'open'
    end)
    from public.posts about where about.id = post
  );
end;
$$;
revoke execute on function private.linked_post(uuid) from public, anon, authenticated;
grant execute on function private.linked_post(uuid) to service_role;

-- The participants of a large conversation that a page needs first, in the wire's shape. The fields are those of
-- server/conversations/participants-json.ts, which makes them for all other conversations.
-- is_room: the receipts of the others are hidden, and so is their version. has_blocked: only the receipts are hidden.
create function private.chosen_people(
  conversation uuid, asker uuid, is_room boolean, has_blocked boolean, most integer, writers_reach integer
)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return (
    select coalesce(json_agg(one order by p.joined_at, p.user_id), '[]')
    from private.chosen_participants(conversation, asker, most, writers_reach) p
    cross join lateral (select * from public.profiles theirs where theirs.id = p.user_id limit 1) profile
    cross join lateral (
      select p.user_id, profile.username, profile.display_name, profile.avatar_url, p.role,
        case when is_room and p.user_id <> asker then 0 else p.receipts_ver end as receipts_ver,
        case when (has_blocked or is_room) and p.user_id <> asker then 0 else p.last_read_seq end as last_read_seq,
        case when (has_blocked or is_room) and p.user_id <> asker then 0 else p.last_delivered_seq end as last_delivered_seq
    ) one
  );
end;
$$;
revoke execute on function private.chosen_people(uuid, uuid, boolean, boolean, integer, integer) from public, anon, authenticated;
grant execute on function private.chosen_people(uuid, uuid, boolean, boolean, integer, integer) to service_role;

update private.installation set migration = '20261127100000';
