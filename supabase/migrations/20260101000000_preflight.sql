-- Looks before anything is changed: what would clash with Parley is told in one message, and the project stays as it was.
-- It comes before the first migration, and does nothing where Parley is installed already.
set lock_timeout = '5s';
set statement_timeout = '5min';

do $$
declare
  -- Every table, index and sequence of Parley in `public`, also those that a later migration drops again.
  names text[] := array[
    'audit_log', 'blocks', 'conversation_participants', 'conversations', 'hangouts', 'message_reactions', 'messages',
    'linked_posts', 'posts', 'profiles', 'refresh_tokens', 'reports', 'user_sessions',
    'audit_log_address_idx', 'audit_log_id_seq', 'audit_log_pkey', 'audit_log_subject_idx', 'blocks_blocked_idx',
    'blocks_pkey', 'conversation_participants_in_order_idx', 'conversation_participants_joined_idx',
    'conversation_participants_pkey', 'conversation_participants_user_idx', 'conversations_creation_key_idx',
    'conversations_direct_key_key',
    'conversation_participants_barred_idx', 'conversations_pkey', 'hangouts_lively_idx', 'hangouts_pkey',
    'idx_refresh_tokens_token_hash', 'idx_user_sessions_created_at',
    'idx_user_sessions_user_id', 'message_reactions_account_idx', 'message_reactions_conversation_idx',
    'message_reactions_pkey', 'message_reactions_user_idx', 'messages_change_idx', 'messages_files_idx', 'messages_mentions_idx', 'messages_pinned_idx',
    'messages_once_idx', 'messages_pkey', 'messages_place_idx', 'messages_reply_idx', 'messages_search_idx',
    'messages_end_idx', 'messages_thread_end_idx',
    'messages_terms_idx', 'messages_thread_idx', 'profiles_changed_idx', 'profiles_name_terms_idx', 'profiles_pkey', 'profiles_search_idx',
    'profiles_username_key', 'refresh_tokens_pkey', 'refresh_tokens_session_idx', 'refresh_tokens_successor_idx',
    'refresh_tokens_user_idx', 'reports_action_idx', 'reports_decided_idx', 'reports_draft_idx', 'reports_open_idx',
    'reports_open_message_idx', 'reports_open_person_idx', 'reports_open_post_idx', 'reports_pkey', 'reports_subject_idx', 'user_sessions_account_idx', 'user_sessions_end_idx', 'user_sessions_one_alive_idx',
    'user_sessions_pkey', 'user_sessions_supabase_session_idx',
    'conversations_post_idx', 'posts_author_idx', 'posts_closed_idx', 'posts_creation_key_idx', 'posts_external_idx',
    'posts_open_idx', 'posts_pkey'
  ];
  kinds jsonb := '{"r": "table", "p": "table", "v": "view", "m": "view", "i": "index", "I": "index", "S": "sequence",
    "f": "foreign table", "c": "type"}';
  clashes text[];
begin
  if exists (
    select from pg_catalog.pg_attribute
    where attrelid = pg_catalog.to_regclass('private.installation') and attname = 'epoch'
  ) then
    return;
  end if;

  select pg_catalog.array_agg(clash order by place, clash) into clashes from (
    select 1 as place, pg_catalog.format('the %s public.%I is there', kinds ->> relkind::text, relname) as clash
    from pg_catalog.pg_class
    where relnamespace = pg_catalog.to_regnamespace('public') and relname = any (names)
    union all
    select 2, pg_catalog.format('the type public.%I is there', typname)
    from pg_catalog.pg_type
    where typnamespace = pg_catalog.to_regnamespace('public') and typrelid = 0 and typelem = 0 and typname = any (names)
    union all
    select 3, 'the schema private is there; Parley needs this name for itself'
    where pg_catalog.to_regnamespace('private') is not null
    union all
    select 4, pg_catalog.format('the trigger %I is on %s', tgname, tgrelid::regclass)
    from pg_catalog.pg_trigger where tgname like 'parley\_%'
    union all
    select 5, pg_catalog.format('the extension %s is in the schema %s, and not in extensions', extname, nspname)
    from pg_catalog.pg_extension join pg_catalog.pg_namespace n on n.oid = extnamespace
    where extname in ('pg_trgm', 'btree_gin', 'unaccent') and nspname <> 'extensions'
    union all
    select 6, pg_catalog.format('the extension %s cannot be had', wanted)
    from pg_catalog.unnest(array['pg_trgm', 'btree_gin', 'unaccent']) wanted
    where not exists (select from pg_catalog.pg_available_extensions where name = wanted)
    union all
    select 7, pg_catalog.format('%s of Supabase is missing', wanted)
    from pg_catalog.unnest(array['auth.users', 'auth.sessions', 'auth.mfa_factors']) wanted
    where pg_catalog.to_regclass(wanted) is null
    union all
    select 8, pg_catalog.format('the role %s of Supabase is missing', wanted)
    from pg_catalog.unnest(array['anon', 'authenticated', 'service_role']) wanted
    where pg_catalog.to_regrole(wanted) is null
    union all
    select 9, 'the schema extensions of Supabase is missing'
    where pg_catalog.to_regnamespace('extensions') is null
    union all
    -- Sign-ins would wait in line behind the migration, and the migration behind this transaction.
    select 10, pg_catalog.format('a transaction has been changing auth.users for more than 5 s (pid %s); apply again when it has ended', a.pid)
    from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
    where l.relation = pg_catalog.to_regclass('auth.users') and l.granted and a.pid <> pg_catalog.pg_backend_pid()
      and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
      and l.mode not in ('AccessShareLock', 'RowShareLock') and a.backend_type = 'client backend'
      and a.xact_start < pg_catalog.clock_timestamp() - interval '5 seconds'
  ) found;
  if clashes is not null then
    raise exception 'Parley cannot be installed into this project. Nothing was changed.%',
      E'\n- ' || pg_catalog.array_to_string(clashes, E'\n- ')
      using hint = 'docs/operations.md says what can be done: "Into a project in use".';
  end if;
end;
$$;

-- The first migration closes what the role that installs makes later, by default. That concerns the project too, so it is
-- noted here, and 20261126132000 gives it back.
do $$
begin
  if pg_catalog.to_regclass('private.installation') is not null then
    return;
  end if;
  create schema private;
  create table private.default_privileges_before (
    place text not null,
    kind text not null,
    privilege text not null,
    grantee text not null,
    with_grant_option text not null,
    primary key (place, kind, privilege, grantee)
  );
  alter table private.default_privileges_before enable row level security;
  revoke all on private.default_privileges_before from public, anon, authenticated, service_role;
  insert into private.default_privileges_before
  select case when d.defaclnamespace = 0 then '' else 'in schema public' end,
    case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' else 'functions' end,
    a.privilege_type, case when a.grantee = 0 then 'public' else a.grantee::regrole::text end,
    case when a.is_grantable then 'with grant option' else '' end
  from pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) a
  where d.defaclrole = current_user::regrole and d.defaclobjtype in ('r', 'S', 'f')
    and ((d.defaclnamespace = 'public'::regnamespace
        and a.grantee in ('anon'::regrole, 'authenticated'::regrole, 'service_role'::regrole))
      or (d.defaclnamespace = 0 and d.defaclobjtype = 'f' and a.grantee = 0))
  union all
  -- PostgreSQL's own default, where nobody has changed it.
  select '', 'functions', 'EXECUTE', 'public', ''
  where not exists (
    select from pg_catalog.pg_default_acl
    where defaclrole = current_user::regrole and defaclnamespace = 0 and defaclobjtype = 'f'
  );
  -- The file that makes the profiles holds a lock on auth.users for so long: sign-ins would wait. It calls
  -- ensure_profile with an e-mail address, whose type is varchar, so that it finds this function, which does nothing.
  -- 20261126132010 drops it and makes the profiles, while nobody waits.
  create function private.ensure_profile(account uuid, address varchar, metadata jsonb)
  returns void language plpgsql set search_path = '' as 'begin end';
  revoke execute on function private.ensure_profile(uuid, varchar, jsonb) from public, anon, authenticated;
end;
$$;
