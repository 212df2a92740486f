-- An index whose building was broken off counts as there and serves nobody. The migration after each index that is built
-- concurrently asks, and so does `/readyz`.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Of Parley's own tables, which all have this policy. An index that is being built now, or anew, is no fault.
create function private.unbuilt_indexes()
returns setof text
language sql
stable
set search_path = ''
as $$
  select format('%I.%I', n.nspname, c.relname)
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where not (i.indisvalid and i.indisready)
    and c.relname !~ '_cc(new|old)\d*$'
    and exists (
      select from pg_catalog.pg_policy p
      where p.polrelid = i.indrelid and p.polname = 'only while the session stands'
    )
    and not exists (
      select from pg_catalog.pg_stat_progress_create_index building where building.index_relid = i.indexrelid
    )
  order by 1
$$;
revoke execute on function private.unbuilt_indexes() from public, anon, authenticated;
grant execute on function private.unbuilt_indexes() to service_role;

create function private.require_built_indexes()
returns void
language plpgsql
set search_path = ''
as $$
declare
  unbuilt text := (select string_agg(name, ', ') from private.unbuilt_indexes() name);
begin
  if unbuilt is not null then
    raise exception 'indexes were not built to their end: %', unbuilt
      using hint = 'Reindex each as docs/operations.md says, then apply the migrations again.';
  end if;
end;
$$;
revoke execute on function private.require_built_indexes() from public, anon, authenticated;

select private.require_built_indexes();

update private.installation set migration = '20261126132390';
