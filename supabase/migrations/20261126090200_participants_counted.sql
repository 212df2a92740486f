-- The number for conversations from before the triggers. Each row is locked before its people are counted. A person who
-- joins at the same time is either in that count, or the trigger adds them after this commit.
set lock_timeout = '5s';
set statement_timeout = '30min';

do $$
declare
  one record;
begin
  for one in select id from public.conversations order by id loop
    perform from public.conversations where id = one.id for no key update;
    update public.conversations set participant_count = (
      select count(*) from public.conversation_participants
      where conversation_id = one.id and left_at is null
    )
    where id = one.id;
  end loop;
end;
$$;

update private.installation set migration = '20261126090200';
