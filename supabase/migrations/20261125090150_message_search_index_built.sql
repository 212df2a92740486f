-- The old index goes only when the new one stands. A build that was broken off, by a limit on how long a statement may take
-- for one, leaves an index that counts as there and serves nobody.
set lock_timeout = '5s';
set statement_timeout = '5min';

do $$
begin
  if not exists (
    select from pg_catalog.pg_index
    where indexrelid = pg_catalog.to_regclass('public.messages_terms_idx') and indisvalid
  ) then
    raise exception 'the index of the search was not built to its end'
      using hint = 'Build public.messages_terms_idx to its end as docs/operations.md says, then apply the migrations again.';
  end if;
end;
$$;

update private.installation set migration = '20261125090150';
