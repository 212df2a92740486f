-- A step that Parley does not take: the table of messages in partitions by conversation. It makes a copy beside the
-- table. `npm run bench:partitions` compares the two.
--
-- PostgreSQL demands the key of the partitions in every unique index. So the primary key becomes (conversation_id, id),
-- and each reference to a message needs its conversation too: reply_to, thread_root, and that of the reactions.
create table messages_parted (like messages including defaults including constraints)
  partition by hash (conversation_id);

do $$
begin
  for part in 0..15 loop
    execute format(
      'create table messages_parted_%1$s partition of messages_parted for values with (modulus 16, remainder %1$s)',
      part);
  end loop;
end
$$;

alter table messages_parted
  add foreign key (conversation_id) references conversations (id) on delete cascade,
  add foreign key (sender_id) references private.accounts (id) on delete set null;

insert into messages_parted select * from messages;

-- The indexes of the table, each with the same columns. An id alone is found by one look into each partition.
do $$
declare
  one record;
begin
  for one in
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition, indisprimary
    from pg_index where indrelid = 'messages'::regclass
  loop
    if one.indisprimary then
      alter table messages_parted add primary key (conversation_id, id);
      create index messages_parted_id on messages_parted (id);
    else
      execute replace(replace(one.definition, one.name, one.name || '_parted'), ' ON public.messages ', ' ON messages_parted ');
    end if;
  end loop;
end
$$;
