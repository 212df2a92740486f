-- What moderation says to a message: its sender is muted or new, or a filter meets it.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.installation add column judges_authors boolean not null default false;
comment on column private.installation.judges_authors is
  'Whether anybody is muted or a filter exists. While it is false, a batch of messages pays nothing for moderation.';

create function private.note_judged_authors()
returns void
language sql
set search_path = ''
as $$
  update private.installation i set judges_authors = needed.yes
  from (
    select exists (select from private.message_filters)
      or exists (select from private.restrictions where muted_until > now()) as yes
  ) needed
  where i.judges_authors <> needed.yes
$$;
revoke execute on function private.note_judged_authors() from public, anon, authenticated;
grant execute on function private.note_judged_authors() to service_role;

-- A muted person does not write under an alias either.
create function private.person_behind(author uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select coalesce((select a.user_id from private.aliases a where a.id = author), author)
$$;
revoke execute on function private.person_behind(uuid) from public, anon, authenticated;
grant execute on function private.person_behind(uuid) to service_role;

-- The mute of an account is one of all its aliases. The mute of an alias says nothing about the account.
create function private.is_muted(author uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from private.restrictions r
    where r.account_id in (author, private.person_behind(author)) and r.muted_until > now()
  )
$$;
revoke execute on function private.is_muted(uuid) from public, anon, authenticated;
grant execute on function private.is_muted(uuid) to service_role;

-- Why an author may not change a message to this text. An edited message cannot wait for a review, so it is refused.
create function private.edit_refusal(author uuid, body text)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when private.is_muted(author) then 'muted'
    when exists (select from private.filters_met(body)) then 'filtered'
  end
  from private.installation i where i.judges_authors
$$;
revoke execute on function private.edit_refusal(uuid, text) from public, anon, authenticated;
grant execute on function private.edit_refusal(uuid, text) to service_role;

-- Only private.write_messages calls it, and only where moderation has something to say.
create function private.judge_authors(
  conversation_ids uuid[], sender_ids uuid[], client_ids uuid[], bodies text[], reply_tos uuid[], thread_roots uuid[],
  inout verdicts text[]
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  most bigint := (select i.new_account_messages from private.installation i);
begin
  verdicts := array(
    select case
      when i.verdict <> 'accepted' then i.verdict
      when private.is_muted(i.sender_id) then 'muted'
      when most is not null
        and (
          select u.created_at > now() - interval '1 day' from auth.users u
          where u.id = private.person_behind(i.sender_id)
        )
        and row_number() over (partition by i.sender_id, i.verdict order by i.n) + (
          select count(*) from (select from public.messages m where m.sender_id = i.sender_id limit most) written
        ) > most
        then 'new_account'
      else coalesce((
        select case
          when f.action = 'block' then 'filtered'
          -- A review would tell the moderator who is behind an alias.
          when (select c.kind = 'DARK_ROOM' from public.conversations c where c.id = i.conversation_id) then 'filtered'
          else coalesce((
            select case
              when r.decided_at is null then 'in_review'
              when exists (
                select from private.moderation_actions a where a.report_id = r.id and a.action = 'release'
              ) then 'accepted'
              else 'filtered'
            end
            from public.reports r
            where r.kind = 'review' and r.subject_id = i.sender_id and r.conversation_id = i.conversation_id
              and r.draft ->> 'client_id' = i.client_id::text
          ), 'in_review')
        end
        from private.filters_met(i.body) f limit 1
      ), 'accepted')
    end
    from unnest(conversation_ids, sender_ids, client_ids, bodies, verdicts)
      with ordinality i (conversation_id, sender_id, client_id, body, verdict, n)
    order by i.n
  );
  if 'in_review' = any (verdicts) then
    insert into public.reports (kind, reason, conversation_id, subject_id, draft)
    select 'review', 'filter', i.conversation_id, i.sender_id, jsonb_build_object(
      'client_id', i.client_id, 'body', i.body, 'reply_to', i.reply_to, 'thread_root', i.thread_root
    )
    from unnest(conversation_ids, sender_ids, client_ids, bodies, reply_tos, thread_roots, verdicts)
      i (conversation_id, sender_id, client_id, body, reply_to, thread_root, verdict)
    where i.verdict = 'in_review'
    on conflict do nothing;
  end if;
end;
$$;
revoke execute on function private.judge_authors(uuid[], uuid[], uuid[], text[], uuid[], uuid[], text[]) from public, anon, authenticated;
grant execute on function private.judge_authors(uuid[], uuid[], uuid[], text[], uuid[], uuid[], text[]) to service_role;

update private.installation set migration = '20261127050070';
