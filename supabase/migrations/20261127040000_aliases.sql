-- Dark rooms: everybody acts under an alias. An alias stands where the id of an account stands elsewhere, so no row that
-- belongs to a dark room holds the id of an account. Only private.aliases joins the two.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The ids of dark rooms and of aliases carry a mark. Whoever has such an id knows without a lookup what it is of.
create function private.is_of_dark_room(id uuid)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select substr(id::text, 15, 4) = '8da2'
$$;
revoke execute on function private.is_of_dark_room(uuid) from public, anon, authenticated;
grant execute on function private.is_of_dark_room(uuid) to service_role;

-- A sign-up writes to accounts. Each try waits 100 ms for it at most and then makes room: no sign-up waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      lock table public.conversations, private.accounts in share row exclusive mode;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked tables of Parley for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

create table private.aliases (
  -- Random, and made of nothing. Messages, reactions and participants refer to private.accounts, so it stands there too.
  id uuid primary key references private.accounts (id) on delete cascade check (private.is_of_dark_room(id)),
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  -- Null when the account was deleted. The alias stays as it was: an alias that disappears in the moment in which an
  -- account does would name that account.
  user_id uuid references private.accounts (id) on delete set null,
  name text not null check (char_length(name) between 1 and 60),
  writes_from timestamptz not null default now(),
  agreed_at timestamptz not null default now(),
  last_wrote_on date not null default current_date,
  unique (conversation_id, name),
  unique (conversation_id, user_id)
);
create index aliases_user_idx on private.aliases (user_id);
create index aliases_forgotten_idx on private.aliases (last_wrote_on);
comment on table private.aliases is
  'Who is behind an alias of a dark room. Nothing else says it, and nobody but the relay reads it.';
comment on column private.aliases.writes_from is 'A new account reads until then, and does not write.';
comment on column private.aliases.agreed_at is 'When the person agreed to the notice at the entry.';
comment on column private.aliases.last_wrote_on is
  'The day of the last message, or of the entry. Seven days later the alias is deleted. It is no time of day on purpose.';

alter table private.aliases enable row level security;

revoke all on private.aliases from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.aliases to service_role;

create policy "service role has full access" on private.aliases
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.aliases
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Deletes aliases that wrote nothing for seven days, with their membership and the answer to who they were. An owner
-- hands the room over before. A room that somebody else has locked waits for the next run.
create function private.forget_aliases(most int)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
  forgotten uuid[];
begin
  with idle as materialized (
    select a.id, a.conversation_id from private.aliases a
    where a.last_wrote_on < current_date - 7 order by a.last_wrote_on limit most
  ),
  free as materialized (
    select c.id from public.conversations c where c.id in (select conversation_id from idle)
    order by c.id for no key update skip locked
  )
  select array_agg(idle.id) into forgotten from idle join free on free.id = idle.conversation_id;
  if forgotten is null then
    return 0;
  end if;
  update public.conversation_participants heir set role = 'owner'
  from (
    select distinct on (p.conversation_id) p.conversation_id, p.user_id
    from public.conversation_participants gone
    join public.conversation_participants p on p.conversation_id = gone.conversation_id
      and p.left_at is null and p.user_id <> all (forgotten)
    where gone.user_id = any (forgotten) and gone.role = 'owner'
    order by p.conversation_id, p.role, p.user_id
  ) next
  where heir.conversation_id = next.conversation_id and heir.user_id = next.user_id;
  delete from private.accounts where id = any (forgotten);
  return cardinality(forgotten);
end;
$$;
revoke execute on function private.forget_aliases(int) from public, anon, authenticated;
grant execute on function private.forget_aliases(int) to service_role;

update private.installation set migration = '20261127040000';
