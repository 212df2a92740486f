-- Whom a message mentions, by a plan that does not depend on when it was made.
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

update private.installation set migration = '20261126140000';
