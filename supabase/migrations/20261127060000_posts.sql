-- Posts: a board that everybody who is signed in reads, and posts of other applications. A conversation can be about one.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A post is never removed, only marked: its conversations keep its title. The rest of a deleted post is emptied.
create table public.posts (
  id uuid primary key default gen_random_uuid(),
  author_id uuid,
  title text not null check (char_length(title) between 1 and 120),
  body text not null default '' check (char_length(body) <= 4000),
  url text check (url ~ '^https?://' and char_length(url) <= 2000),
  external_type text check (external_type ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  external_id text check (external_id ~ '^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$'),
  creation_key text,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  closed_at timestamptz,
  deleted_at timestamptz,
  check ((external_type is null) = (external_id is null)),
  check (deleted_at is null or (body = '' and url is null))
);
comment on column public.posts.author_id is 'Null after the account was deleted. The post is deleted then too.';
comment on column public.posts.external_type is
  'What another application calls its posts. Only a call with the server key writes it, and external_id.';
comment on column public.posts.creation_key is
  'The id of the author and their id for the creation. Not granted to authenticated.';
comment on column public.posts.closed_at is 'Nobody writes in the conversations of a closed post.';

create unique index posts_external_idx on public.posts (external_type, external_id);
create unique index posts_creation_key_idx on public.posts (creation_key) where creation_key is not null;
-- The orders of the board: open posts, closed posts, and those of one author.
create index posts_open_idx on public.posts (created_at desc, id desc) where deleted_at is null and closed_at is null;
create index posts_closed_idx on public.posts (created_at desc, id desc) where deleted_at is null and closed_at is not null;
create index posts_author_idx on public.posts (author_id, created_at desc, id desc);

-- A sign-up writes to accounts. Each try waits 100 ms for it at most and then makes room: no sign-up waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      alter table public.posts add constraint posts_author_account_fkey
        foreign key (author_id) references private.accounts (id) on delete set null;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked private.accounts for a minute'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;
set lock_timeout = '5s';

-- The account of the author has gone, so the post goes with it.
create function private.delete_post_of_nobody()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.body := '';
  new.url := null;
  new.deleted_at := coalesce(new.deleted_at, now());
  new.changed_at := now();
  return new;
end;
$$;
revoke execute on function private.delete_post_of_nobody() from public, anon, authenticated;

create trigger delete_post_of_nobody before update of author_id on public.posts
  for each row when (new.author_id is null and old.author_id is not null)
  execute function private.delete_post_of_nobody();

alter table public.conversations add column post_id uuid;
alter table public.conversations add constraint conversations_post_id_fkey
  foreign key (post_id) references public.posts (id) on delete set null not valid;
comment on column public.conversations.post_id is 'Only of kind POST_LINKED: the post that the conversation is about.';
comment on column public.conversations.creation_key is
  'One conversation for each key: the creator and their id for the creation, or the post and the pair. Not granted to authenticated.';
grant select (post_id) on public.conversations to authenticated;

-- The posts of the conversations of the person asking. They see its title also when the post was deleted.
create function private.my_post_ids()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.post_id from public.conversations c
  where c.post_id is not null and c.id in (select private.my_conversation_ids())
$$;
revoke execute on function private.my_post_ids() from public, anon;
grant execute on function private.my_post_ids() to authenticated, service_role;

-- Nobody is shown what a suspended person offers, because nobody may answer it.
create function private.suspended_accounts()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select account_id from private.restrictions where suspended_until > now()
$$;
revoke execute on function private.suspended_accounts() from public, anon;
grant execute on function private.suspended_accounts() to authenticated, service_role;

alter table public.posts enable row level security;

revoke all on public.posts from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.posts to service_role;
grant select (id, author_id, title, body, url, external_type, external_id, created_at, changed_at, closed_at, deleted_at)
  on public.posts to authenticated;

create policy "service role has full access" on public.posts
  for all to service_role using (true) with check (true);
create policy "everybody sees posts that were not deleted" on public.posts
  for select to authenticated
  using (
    (deleted_at is null and author_id not in (select private.suspended_accounts()))
    or id in (select private.my_post_ids())
  );
create policy "deleted accounts are nobody" on public.posts
  as restrictive for select to authenticated
  using (author_id is null or author_id not in (select private.departing_accounts()));
create policy "only while the session stands" on public.posts
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127060000';
