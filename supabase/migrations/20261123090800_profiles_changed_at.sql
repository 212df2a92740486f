-- Another name or picture concerns every conversation of a person, so it raises no counter of any. Whoever was away asks
-- whose changed since.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A sign-up writes to profiles. Each try waits 100 ms at most and then makes room: no sign-up waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      lock table public.profiles in access exclusive mode;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked profiles for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

alter table public.profiles add column changed_at timestamptz not null default now();
comment on column public.profiles.changed_at is 'When name, username or picture last changed.';

create function private.note_profile_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.changed_at := clock_timestamp();
  return new;
end;
$$;
revoke execute on function private.note_profile_change() from public, anon, authenticated;

create trigger parley_profile_changed
  before update of username, display_name, avatar_url on public.profiles
  for each row
  when ((old.username, old.display_name, old.avatar_url) is distinct from (new.username, new.display_name, new.avatar_url))
  execute function private.note_profile_change();

update private.installation set migration = '20261123090800';
