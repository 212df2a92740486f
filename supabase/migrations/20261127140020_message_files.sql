-- The files of messages: how a message tells of them, and how they go with it.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A message tells how many files it has, so that reading one without files costs nothing.
alter table public.messages add column file_count bigint not null default 0;
comment on column public.messages.file_count is
  'How many files it carries. Not granted to authenticated: the Data API shows no files.';

-- An upload in the wire's shape.
create function private.file_json(file private.uploads)
returns json
language sql
immutable
set search_path = ''
as $$
  select json_build_object(
    'id', file.id, 'kind', file.kind, 'name', file.name, 'mime', file.mime, 'size', file.size,
    'width', file.width, 'height', file.height, 'placeholder', file.placeholder, 'alt', file.alt,
    'duration_ms', file.duration_ms, 'waveform', file.waveform
  )
$$;
revoke execute on function private.file_json(private.uploads) from public, anon, authenticated;
grant execute on function private.file_json(private.uploads) to service_role;

-- The name of a file in a dark room. It tells what to open it with, and nothing of the person.
create function private.neutral_file_name(file private.uploads)
returns text
language sql
immutable
set search_path = ''
as $$
  select case file.kind when 'picture' then 'picture' when 'video' then 'video' when 'audio' then 'audio' else 'file' end
    || coalesce(case
      when file.kind in ('picture', 'video', 'audio') then '.' || case split_part(file.mime, '/', 2)
        when 'jpeg' then 'jpg' when 'quicktime' then 'mov' when 'mpeg' then 'mp3' else split_part(file.mime, '/', 2)
      end
      when file.name ~ '\.[A-Za-z0-9]{1,5}$' then lower(substring(file.name from '\.[A-Za-z0-9]{1,5}$'))
    end, '')
$$;
revoke execute on function private.neutral_file_name(private.uploads) from public, anon, authenticated;
grant execute on function private.neutral_file_name(private.uploads) to service_role;

-- Adds the files to a message in the wire's shape. The relay calls it only for messages that have some.
create function private.with_files(message json, id uuid)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select concat(left(message::text, -1), ',"files":', json_agg(private.file_json(u) order by u.position), '}')::json
    from private.uploads u where u.message_id = with_files.id
  );
end;
$$;
revoke execute on function private.with_files(json, uuid) from public, anon, authenticated;
grant execute on function private.with_files(json, uuid) to service_role;

-- Whatever deletes a message also lets its files go.
create function private.release_files()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update private.uploads u set state = 'released', message_id = null, position = null where u.message_id = new.id;
  new.file_count := 0;
  return new;
end;
$$;
revoke execute on function private.release_files() from public, anon, authenticated;

create trigger release_files before update on public.messages
  for each row when (new.deleted_at is not null and new.file_count > 0)
  execute function private.release_files();

update private.installation set migration = '20261127140020';
