-- A filter judges a message also as its readers see it: `cas**i**no` is shown as "casino". The relay has the one reader of
-- Markdown, and says in `parley.shown` how the texts of a batch are shown: a JSON array, with null for a text that is shown
-- as it was written. A setting, because a relay of before says nothing, and its messages are judged as they were written.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.judge_authors(
  conversation_ids uuid[], sender_ids uuid[], client_ids uuid[], bodies text[], reply_tos uuid[], thread_roots uuid[],
  inout verdicts text[]
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  most bigint := (select i.new_account_messages from private.installation i);
  shown jsonb := nullif(current_setting('parley.shown', true), '')::jsonb;
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
      when review.taken_back_at is not null then 'taken_back'
      when review.id is not null and review.decided_at is null
        and (select c.kind <> 'DARK_ROOM' from public.conversations c where c.id = i.conversation_id)
        then 'in_review'
      else coalesce((
        select case
          when f.action = 'block' then 'filtered'
          -- A review would tell the moderator who is behind an alias.
          when (select c.kind = 'DARK_ROOM' from public.conversations c where c.id = i.conversation_id) then 'filtered'
          when review.id is null then 'in_review'
          when review.body = i.body and exists (
            select from private.moderation_actions a where a.report_id = review.id and a.action = 'release'
          ) then 'accepted'
          else 'filtered'
        end
        from private.filters_met(concat_ws(E'\n', i.body, shown ->> (i.n - 1)::int)) f limit 1
      ), 'accepted')
    end
    from unnest(conversation_ids, sender_ids, client_ids, bodies, verdicts)
      with ordinality i (conversation_id, sender_id, client_id, body, verdict, n)
    left join lateral (
      select r.id, r.decided_at, r.taken_back_at, r.draft ->> 'body' as body
      from public.reports r
      where r.kind = 'review' and r.subject_id = i.sender_id and r.conversation_id = i.conversation_id
        and r.draft ->> 'client_id' = i.client_id::text
      limit 1
    ) review on true
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

update private.installation set migration = '20261128209000';
