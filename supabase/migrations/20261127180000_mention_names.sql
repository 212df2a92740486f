-- A message keeps which name stands for which mentioned person. So it names the same people after they change their
-- names, and when somebody else takes an old name.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.messages add column mention_names text[] not null default '{}';
grant select (mention_names) on public.messages to authenticated;
comment on column public.messages.mention_names is
  'What stands after the @ for each of mentions, in the same order. Empty for messages from before it was kept.';

alter table private.hidden_messages add column mention_names text[] not null default '{}';

-- Names are words of the body. Wherever the mentions of a message are taken away, the names go too.
create function private.forget_mention_names()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.mention_names := '{}';
  return new;
end;
$$;
revoke execute on function private.forget_mention_names() from public, anon, authenticated;

create trigger parley_mention_names_forgotten
  before update of mentions on public.messages
  for each row
  when (new.mentions = '{}' and new.mention_names <> '{}')
  execute function private.forget_mention_names();

-- Whom a text mentions, of the participants of a conversation. The relay reads the text. `asked` has the places of the
-- text that may mention somebody. Each place has the names that may be meant, the likeliest first. `ids` has the people
-- whom the sender chose for names that are no usernames.
-- Names come first: a conversation may have many more participants.
create function private.mentions_in(asked text, conversation uuid, out ids uuid[], out names text[])
language plpgsql
stable
strict
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  chosen jsonb := asked::jsonb -> 'ids';
begin
  select coalesce(array_agg(one.id order by one.id, one.name), '{}'),
    coalesce(array_agg(one.name order by one.id, one.name), '{}')
  into ids, names
  from (
    select distinct found.id, found.name
    from jsonb_array_elements(asked::jsonb -> 'places') place (options)
    cross join lateral (
      select named.id, option.name
      from jsonb_array_elements_text(place.options) with ordinality option (name, n)
      cross join lateral (
        select case when chosen ? option.name
          then (select p.id from public.profiles p where p.id = (chosen ->> option.name)::uuid limit 1)
          else (select p.id from public.profiles p where p.username = option.name limit 1)
        end as id
      ) named
      where (
        select p.left_at is null from public.conversation_participants p
        where p.conversation_id = conversation and p.user_id = named.id
      )
      order by option.n
      limit 1
    ) found
  ) one;
end;
$$;
revoke execute on function private.mentions_in(text, uuid) from public, anon, authenticated;
grant execute on function private.mentions_in(text, uuid) to service_role;

update private.installation set migration = '20261127180000';
