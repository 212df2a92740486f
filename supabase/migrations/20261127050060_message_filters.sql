-- Words and links that messages of this installation may not have, or only after a moderator has read the message.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.message_filters (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('word', 'link')),
  value text not null check (char_length(value) between 2 and 200),
  action text not null check (action in ('block', 'review')),
  created_by uuid,
  created_at timestamptz not null default now(),
  unique (kind, value)
);
comment on column private.message_filters.value is
  'In lower case. A word, or words, as a whole; or the domain of a link with all its subdomains.';

alter table private.message_filters enable row level security;

revoke all on private.message_filters from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.message_filters to service_role;

create policy "service role has full access" on private.message_filters
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.message_filters
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Letters of full width and characters without width are a common way around a filter.
create function private.filtered_text(body text)
returns text
language sql
immutable
set search_path = ''
as $$
  select lower(normalize(regexp_replace(body, '[\u00ad\u200b-\u200d\u2060\ufeff]', '', 'g'), nfkc))
$$;
revoke execute on function private.filtered_text(text) from public, anon, authenticated;
grant execute on function private.filtered_text(text) to service_role;

-- The filters that a text meets. 'block' comes first. The value is quoted, so that it is never read as a pattern.
create function private.filters_met(body text)
returns setof private.message_filters
language sql
stable
set search_path = ''
as $$
  select f.*
  from private.message_filters f
  cross join lateral (
    select private.filtered_text(body) as text, regexp_replace(f.value, '([^[:alnum:][:space:]])', '\\\1', 'g') as quoted
  ) t
  where case f.kind
    when 'word' then t.text ~ ('(^|[^[:alnum:]])' || t.quoted || '($|[^[:alnum:]])')
    else t.text ~ ('(^|[^[:alnum:]-])' || t.quoted || '($|[^[:alnum:].-]|\.($|[^[:alnum:]]))')
  end
  order by f.action, f.value
$$;
revoke execute on function private.filters_met(text) from public, anon, authenticated;
grant execute on function private.filters_met(text) to service_role;

update private.installation set migration = '20261127050060';
