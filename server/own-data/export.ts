import type { Database, Sql } from '../database/client.ts'
import { isPair, isUnwritten } from '../kinds/conditions.ts'
import { ownProfileOf } from '../people/profiles.ts'
import { inShortTime } from '../short-time.ts'

/** The rows of one query. Between two queries, the connection is free for others. */
const BATCH = 500

type ReadBatch = <T>(read: () => Promise<T>) => Promise<T>
/** The rows after a key, in the order of the key. */
type Page = (sql: Sql, userId: string, after: string[]) => Promise<{ key: string[]; row: object }[]>

/**
 * The file as pieces of text. The rows are read in batches, so that a long file does not occupy a connection. A message
 * that was written under an alias has the alias as its sender, so no query here finds it.
 */
export async function* exportOf(
  sql: Database,
  userId: string,
  batch: ReadBatch,
): AsyncGenerator<string> {
  const profile = await batch(() => ownProfileOf(sql, userId))
  const head = { format: 'parley-export', version: 1, exported_at: new Date(), profile }
  yield JSON.stringify(head, null, 1).slice(0, -2)
  for (const [name, page] of Object.entries(lists)) {
    yield `,\n "${name}": [`
    yield* rowsOf((after) => batch(() => inShortTime(sql, (tx) => page(tx, userId, after))))
    yield '\n ]'
  }
  yield '\n}\n'
}

async function* rowsOf(read: (after: string[]) => ReturnType<Page>): AsyncGenerator<string> {
  let after: string[] = []
  let separator = '\n  '
  for (;;) {
    const rows = await read(after)
    for (const { row } of rows) {
      yield separator + JSON.stringify(row)
      separator = ',\n  '
    }
    if (rows.length < BATCH) return
    after = rows.at(-1)!.key
  }
}

const LEAST = '00000000-0000-0000-0000-000000000000'

/** Each page uses an index that begins with the person, and goes on after the last key. */
const lists: Record<string, Page> = {
  // The names of today are not for a person who left. A pair that somebody opened without a word does not exist for them.
  conversations: (sql, userId, [after = LEAST]) => sql`
    select array[c.id::text] as key, json_build_object(
      'id', c.id, 'kind', c.kind, 'title', case when p.left_at is null then c.title end, 'made_at', c.created_at,
      'role', p.role, 'joined_at', p.joined_at, 'left_at', p.left_at,
      'muted', p.muted, 'notify', p.notify, 'pinned_at', p.pinned_at,
      'is_archived', p.archived_seq is not null, 'draft', p.draft,
      'with', case when ${isPair(sql, 'c')} then (
        select json_agg(other.display_name order by other.id)
        from public.conversation_participants o join public.profiles other on other.id = o.user_id
        where o.conversation_id = c.id and o.user_id <> ${userId}
      ) end
    ) as row
    from public.conversation_participants p join public.conversations c on c.id = p.conversation_id
    where p.user_id = ${userId} and p.conversation_id > ${after}::uuid and not ${isUnwritten(sql, 'c', 'p')}
    order by p.conversation_id limit ${BATCH}`,

  // Messages of one conversation stand together. Their `seq` is their order.
  messages: (sql, userId, [conversation = LEAST, client = LEAST]) => sql`
    select array[m.conversation_id::text, m.client_id::text] as key, json_build_object(
      'id', m.id, 'conversation_id', m.conversation_id, 'seq', m.seq, 'written_at', m.created_at,
      'edited_at', m.edited_at, 'deleted_at', m.deleted_at, 'body', m.body,
      'reply_to', m.reply_to, 'thread_root', m.thread_root,
      'files', case when m.file_count > 0 then (
        select json_agg(json_build_object('name', u.name, 'size', u.size, 'type', u.mime) order by u.position)
        from private.uploads u where u.message_id = m.id
      ) end
    ) as row
    from public.messages m
    where m.sender_id = ${userId} and (m.conversation_id, m.client_id) > (${conversation}::uuid, ${client}::uuid)
      and (m.expires_at is null or m.expires_at > now())
    order by m.conversation_id, m.client_id limit ${BATCH}`,

  reactions: (sql, userId, [message = LEAST, emoji = '']) => sql`
    select array[r.message_id::text, r.emoji] as key,
      json_build_object('message_id', r.message_id, 'emoji', r.emoji, 'at', r.created_at) as row
    from public.message_reactions r
    where r.user_id = ${userId} and (r.message_id, r.emoji) > (${message}::uuid, ${emoji})
    order by r.message_id, r.emoji limit ${BATCH}`,

  posts: (sql, userId, [after = LEAST]) => sql`
    select array[p.id::text] as key, json_build_object(
      'id', p.id, 'title', p.title, 'body', p.body, 'url', p.url, 'written_at', p.created_at,
      'changed_at', p.changed_at, 'closed_at', p.closed_at, 'deleted_at', p.deleted_at
    ) as row
    from public.posts p where p.author_id = ${userId} and p.id > ${after}::uuid
    order by p.id limit ${BATCH}`,

  blocked_people: (sql, userId, [after = LEAST]) => sql`
    select array[b.blocked_id::text] as key,
      json_build_object('id', b.blocked_id, 'name', p.display_name, 'since', b.created_at) as row
    from public.blocks b join public.profiles p on p.id = b.blocked_id
    where b.blocker_id = ${userId} and b.blocked_id > ${after}::uuid
    order by b.blocked_id limit ${BATCH}`,

  devices: (sql, userId, [after = '']) => sql`
    select array[s.id] as key, json_build_object('browser', s.user_agent, 'address', s.ip_address,
      'signed_in_at', s.created_at, 'last_seen_at', s.last_seen_at, 'ended_at', s.revoked_at) as row
    from public.user_sessions s where s.user_id = ${userId} and s.id > ${after}
    order by s.id limit ${BATCH}`,
}
