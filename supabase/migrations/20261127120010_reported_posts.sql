-- Posts can be reported, hidden, and held back by a filter until a moderator has read them.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.posts
  add column hidden_because text check (hidden_because in ('moderator', 'filter')),
  add column hidden_text jsonb check (hidden_text is null or deleted_at is null),
  add constraint posts_hidden_check check (hidden_text is null or hidden_because is not null) not valid;
grant select (hidden_because) on public.posts to authenticated;
comment on column public.posts.hidden_because is
  'A moderator hid the post, or a filter holds it back. Its body and url are empty then.';
comment on column public.posts.hidden_text is
  'Title, body and url of a hidden post. The column title keeps what its conversations show. Not granted to authenticated.';

-- A hidden post is there for its author. The people of its conversations go on to see its title.
alter policy "everybody sees posts that were not deleted" on public.posts
  using (
    (
      deleted_at is null and author_id not in (select private.suspended_accounts())
      and (hidden_because is null or author_id = (select auth.uid()))
    )
    or id in (select private.my_post_ids())
  );

-- The account of the author has gone, so the post goes with it, and what was hidden of it.
create or replace function private.delete_post_of_nobody()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.body := '';
  new.url := null;
  new.hidden_text := null;
  new.deleted_at := coalesce(new.deleted_at, now());
  new.changed_at := now();
  return new;
end;
$$;
revoke execute on function private.delete_post_of_nobody() from public, anon, authenticated;

alter table public.reports
  add column post_id uuid,
  add column post jsonb,
  drop constraint reports_kind_check,
  add constraint reports_kind_check check (kind in ('message', 'person', 'post', 'review', 'appeal')) not valid,
  add constraint reports_post_check check (kind <> 'post' or (post_id is not null and post is not null)) not valid;
comment on column public.reports.post is 'A copy of the post: title, body and url, as they were at the time of the report.';

alter table private.moderation_actions add column post_id uuid;
comment on column private.moderation_actions.post_id is 'The post that was acted on. Null where it was no post.';

update private.installation set migration = '20261127120010';
