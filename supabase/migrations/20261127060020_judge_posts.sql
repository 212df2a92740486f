-- Messages about posts: nobody writes about a post that was closed or deleted.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

-- On its own, because looking at every row must not hold the lock that adding the key took.
alter table public.conversations validate constraint conversations_post_id_fkey;

-- Only private.judge_messages calls it, for a batch with messages about posts. A change of a post locks its conversations
-- until it is committed, so what is read here is what holds.
create function private.judge_posts(conversation_ids uuid[], verdicts text[])
returns text[]
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  return array(
    select case
      when i.verdict = 'accepted' and c.post_id is not null and (
        select post.closed_at is null and post.deleted_at is null
        from public.posts post where post.id = c.post_id limit 1
      ) is not true then 'post_closed'
      else i.verdict
    end
    from unnest(conversation_ids, verdicts) with ordinality i (conversation_id, verdict, n)
    left join lateral (
      select c.post_id from public.conversations c where c.id = i.conversation_id limit 1
    ) c on true
    order by i.n
  );
end;
$$;
revoke execute on function private.judge_posts(uuid[], text[]) from public, anon, authenticated;
grant execute on function private.judge_posts(uuid[], text[]) to service_role;

update private.installation set migration = '20261127060020';
