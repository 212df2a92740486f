-- A build that was broken off leaves an index that serves nobody. Without it, creating a group would fail.
set lock_timeout = '5s';
set statement_timeout = '5min';

do $$
begin
  if not exists (
    select from pg_catalog.pg_index
    where indexrelid = pg_catalog.to_regclass('public.conversations_creation_key_idx') and indisvalid
  ) then
    raise exception 'the index of creations was not built to its end'
      using hint = 'Build public.conversations_creation_key_idx to its end as docs/operations.md says, then apply the migrations again.';
  end if;
end;
$$;

update private.installation set migration = '20261126131200';
