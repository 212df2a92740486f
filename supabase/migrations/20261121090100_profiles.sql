-- One row a person, made when the account is made. Read by people who share a conversation; written by the relay.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.profiles (
  id uuid primary key,
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9_.-]{1,29}$'),
  display_name text not null check (char_length(display_name) between 1 and 80),
  avatar_url text check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2000),
  role text not null default 'member' check (role in ('member', 'moderator', 'admin')),
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  -- People are found by the beginning of a word of their names, whatever the case.
  search_text text generated always as (lower(username || ' ' || display_name)) stored
);
comment on column public.profiles.last_seen_at is 'When the last socket of the person closed. Told only to people who share a conversation.';

create extension if not exists pg_trgm with schema extensions;
create index profiles_search_idx on public.profiles using gin (search_text extensions.gin_trgm_ops);

alter table public.profiles enable row level security;

revoke all on public.profiles from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.profiles to service_role;
grant select (id, username, display_name, avatar_url) on public.profiles to authenticated;

create policy "service role has full access" on public.profiles
  for all to service_role using (true) with check (true);

-- What of a text can be shown on one line as a name; null when nothing can.
create function private.as_display_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  select nullif(left(btrim(regexp_replace(value, '[[:cntrl:][:space:]]+', ' ', 'g')), 80), '')
$$;
revoke execute on function private.as_display_name(text) from public, anon, authenticated;

-- Makes the profile of an account, or leaves the one there is, whatever the person put into the metadata.
create function private.ensure_profile(account uuid, address text, metadata jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  wanted text := lower(coalesce(nullif(metadata ->> 'username', ''), split_part(coalesce(address, ''), '@', 1)));
  stem text := left(regexp_replace(regexp_replace(wanted, '[^a-z0-9_.-]', '', 'g'), '^[^a-z0-9]+', ''), 22);
  shown text := coalesce(
    private.as_display_name(metadata ->> 'display_name'),
    private.as_display_name(metadata ->> 'full_name'),
    private.as_display_name(metadata ->> 'name'),
    private.as_display_name(split_part(address, '@', 1)),
    'Someone'
  );
  candidate text;
begin
  if char_length(stem) < 2 then
    stem := 'person';
  end if;
  candidate := stem;
  for attempt in 1..8 loop
    insert into public.profiles (id, username, display_name)
    values (account, candidate, shown)
    on conflict do nothing;
    if exists (select 1 from public.profiles where id = account) then
      return;
    end if;
    candidate := stem || '-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 6);
  end loop;
end;
$$;
revoke execute on function private.ensure_profile(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function private.ensure_profile(uuid, text, jsonb) to service_role;

-- Never raises: a sign-up must not fail for a name. The relay makes up for a missing profile.
create function private.on_account_created()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.ensure_profile(new.id, new.email, new.raw_user_meta_data);
  return new;
exception when others then
  raise warning 'account % has no profile yet: %', new.id, sqlerrm;
  return new;
end;
$$;
revoke execute on function private.on_account_created() from public, anon, authenticated;

-- People who signed up before Parley was installed.
select private.ensure_profile(id, email, raw_user_meta_data) from auth.users;

-- This locks auth.users for a moment. Each try waits 100 ms at most and then makes room: no sign-in waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      alter table public.profiles add constraint profiles_id_fkey
        foreign key (id) references auth.users (id) on delete cascade;
      create trigger parley_account_created
        after insert on auth.users
        for each row execute function private.on_account_created();
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked auth.users for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;
