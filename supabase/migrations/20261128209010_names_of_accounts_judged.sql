-- The names that an account brings are judged like names that a person chooses later. Nobody can be asked for another one
-- here, and a sign-up must not fail for a name. So the person is called as one who brought no name, and may change it.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.ensure_profile(account uuid, address text, metadata jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  given record := private.names_given(address, metadata);
  stem text := given.stem;
  shown text := given.shown;
  mark text;
begin
  if exists (select from private.filters_met(stem)) then
    stem := null;
  end if;
  if exists (select from private.filters_met(shown)) then
    shown := null;
  end if;
  for attempt in 1..8 loop
    mark := substr(replace(gen_random_uuid()::text, '-', ''), 1, 8);
    insert into public.profiles (id, username, display_name)
    values (
      account,
      case when stem is null then 'person-' || mark
        when attempt = 1 then stem
        else stem || '-' || left(mark, 6) end,
      coalesce(shown, 'Person ' || mark)
    )
    on conflict do nothing;
    if exists (select 1 from public.profiles where id = account) then
      return;
    end if;
  end loop;
end;
$$;

update private.installation set migration = '20261128209010';
