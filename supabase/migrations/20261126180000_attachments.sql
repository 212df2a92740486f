-- Every object that Parley has outside its own tables and functions, and which of them are missing. Moving a project as
-- Supabase documents it loses the triggers on Supabase's tables, and nobody would notice.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Definitions are in the words of PostgreSQL (pg_get_triggerdef, pg_get_constraintdef), so that another object of the same
-- name is found out. No trigger names a column: one that it names could not be changed by a later version of Auth.
create function private.attachments()
returns table (kind text, name text, place text, definition text)
language sql
immutable
set search_path = ''
as $$
  values
    ('extension', 'pg_trgm', 'extensions', ''),
    ('extension', 'btree_gin', 'extensions', ''),
    ('extension', 'unaccent', 'extensions', ''),
    ('foreign key', 'profiles_id_fkey', 'public.profiles',
      'FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE'),
    ('foreign key', 'user_sessions_account_id_fkey', 'public.user_sessions',
      'FOREIGN KEY (account_id) REFERENCES auth.users(id) ON DELETE CASCADE'),
    ('foreign key', 'blocks_blocker_id_fkey', 'public.blocks',
      'FOREIGN KEY (blocker_id) REFERENCES auth.users(id) ON DELETE CASCADE'),
    ('foreign key', 'blocks_blocked_id_fkey', 'public.blocks',
      'FOREIGN KEY (blocked_id) REFERENCES auth.users(id) ON DELETE CASCADE'),
    ('trigger', 'parley_account_created', 'auth.users',
      'AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION private.on_account_created()'),
    ('trigger', 'parley_account_closed', 'auth.users',
      'AFTER UPDATE ON auth.users FOR EACH ROW EXECUTE FUNCTION private.tell_account_closed()'),
    ('trigger', 'parley_account_deleted', 'auth.users',
      'BEFORE DELETE ON auth.users FOR EACH ROW EXECUTE FUNCTION private.number_departure()'),
    ('trigger', 'parley_sign_in_ended', 'auth.sessions',
      'AFTER DELETE ON auth.sessions FOR EACH ROW EXECUTE FUNCTION private.tell_sign_in_ended()')
$$;
revoke execute on function private.attachments() from public, anon, authenticated;

-- A trigger that is switched off is missing too. A foreign key that was never validated works, and is not.
create function private.missing_attachments()
returns setof text
language sql
stable
set search_path = ''
as $$
  select wanted.name
  from private.attachments() wanted
  where not case wanted.kind
    when 'extension' then exists (
      select from pg_catalog.pg_extension
      where extname = wanted.name and extnamespace = pg_catalog.to_regnamespace(wanted.place)
    )
    when 'foreign key' then exists (
      select from pg_catalog.pg_constraint
      where conname = wanted.name and conrelid = pg_catalog.to_regclass(wanted.place)
        and pg_catalog.replace(pg_catalog.pg_get_constraintdef(oid), ' NOT VALID', '') = wanted.definition
    )
    else exists (
      select from pg_catalog.pg_trigger
      where tgname = wanted.name and tgrelid = pg_catalog.to_regclass(wanted.place) and tgenabled in ('O', 'A')
        and pg_catalog.pg_get_triggerdef(oid) = 'CREATE TRIGGER ' || wanted.name || ' ' || wanted.definition
    )
  end
  order by 1
$$;
revoke execute on function private.missing_attachments() from public, anon, authenticated;
grant execute on function private.missing_attachments() to service_role;

update private.installation set migration = '20261126180000';
