-- The Data API shows of posts what the app shows. The people of a conversation see the title of its post. They do not see
-- its text after it was deleted or hidden, or after its author was suspended.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A title can be the reason why a moderator hides a post. Only the author goes on to see it, in hidden_text.
alter table public.posts
  drop constraint posts_title_check,
  add constraint posts_title_check check (
    char_length(title) <= 120 and (title <> '' or hidden_because is not null)
  ) not valid;
update public.posts set title = '' where hidden_because = 'moderator';
comment on column public.posts.hidden_text is
  'Title, body and url of a hidden post. The policy of posts shows the row of a hidden post to its author alone.';
comment on column public.posts.title is
  'The conversations about the post show it. Empty when a moderator hid the post: then they show that.';
grant select (hidden_text) on public.posts to authenticated;

-- The rows are those of the board and of the author's own list: server/posts/post-json.ts says the same.
alter policy "everybody sees posts that were not deleted" on public.posts
  using (
    deleted_at is null and author_id not in (select private.suspended_accounts())
    and (hidden_because is null or author_id = (select auth.uid()))
  );
drop function private.my_post_ids();

-- The posts of the conversations of the person asking, as private.linked_post shows them in the app.
create function private.my_linked_posts()
returns table (conversation_id uuid, id uuid, title text, url text, state text)
language sql
stable
security definer
set search_path = ''
as $$
  select c.id, c.post_id, post ->> 'title', post ->> 'url', post ->> 'state'
  from public.conversations c cross join lateral private.linked_post(c.post_id) post
  where c.post_id is not null and c.id in (select private.my_conversation_ids()) and (select private.session_stands())
$$;
revoke execute on function private.my_linked_posts() from public, anon;
grant execute on function private.my_linked_posts() to authenticated, service_role;

create view public.linked_posts with (security_invoker = true) as
  select conversation_id, id, title, url, state from private.my_linked_posts();
comment on view public.linked_posts is
  'The posts of the conversations of the person asking. A post that was deleted or hidden is still in it.';
revoke all on public.linked_posts from public, anon, authenticated, service_role;
grant select on public.linked_posts to authenticated, service_role;

update private.installation set migration = '20261127191000';
