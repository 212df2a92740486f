-- What no counter of a conversation tells: another name or picture of somebody, and one's own settings. Whoever was away
-- asks what changed since.
set lock_timeout = '5s';
set statement_timeout = '5min';

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

alter table public.conversation_participants add column settings_changed_at timestamptz not null default now();
comment on column public.conversation_participants.settings_changed_at is
  'When what the person set for themselves last changed. Nobody else may see it: not granted to authenticated.';

create function private.note_settings_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.settings_changed_at := clock_timestamp();
  return new;
end;
$$;
revoke execute on function private.note_settings_change() from public, anon, authenticated;

-- Marks move often and set none of these columns: for them it does not run.
create trigger parley_settings_changed
  before update of muted, notify, marked_unread, draft on public.conversation_participants
  for each row
  when ((old.muted, old.notify, old.marked_unread, old.draft) is distinct from (new.muted, new.notify, new.marked_unread, new.draft))
  execute function private.note_settings_change();

update private.installation set migration = '20261123090800';
