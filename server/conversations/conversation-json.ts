import { isOfDarkRoom } from '../../wire/ids.ts'
import { actorsOf } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { isoTime } from '../database/iso-time.ts'
import { messageFor, soleMessageFor } from '../messages/store/message-json.ts'
import { isPair, isUnderNames, isUnwritten } from '../kinds/conditions.ts'
import { firstParticipants, ownAliasAlone } from './participants-json.ts'
import { roomSettingsFields } from './room-settings-json.ts'
import { mentionCount, unreadCount } from './unread.ts'

/**
 * SQL fragments over `public.conversations` and the asker's row of `public.conversation_participants`. Their aliases in
 * the query are arguments. An alias is always a name from our code, never input.
 */

/** Whether the participant has blocked their counterpart. */
export const hasBlocked = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  (${isPair(sql, conversation)} and exists (
    select from public.blocks b
    join public.conversation_participants counterpart
      on counterpart.conversation_id = ${c}.id and counterpart.user_id = b.blocked_id
    where b.blocker_id = ${me}.user_id
  ))`
})

/**
 * Whether the participants write under their names or under aliases. The id of a conversation tells it before the query. A
 * query about one conversation then has only the tables that it needs. PostgreSQL prepares each table of a statement, even
 * one that it does not read.
 */
export type Identity = 'names' | 'aliases' | 'either'

export const identityIn = (conversationId: string): Identity =>
  isOfDarkRoom(conversationId) ? 'aliases' : 'names'

function ownSettingsJson(sql: Sql, conversation: string, participant: string, identity: Identity) {
  const me = sql(participant)
  return sql`
  json_build_object(
    'user_id', ${me}.user_id, 'own_ver', ${me}.own_ver, 'role', ${me}.role, 'muted', ${me}.muted,
    'notify', ${me}.notify, 'marked_unread', ${me}.marked_unread,
    'draft', case when ${me}.draft is not null then json_build_object(
      'body', ${me}.draft, 'updated_at', ${isoTime(sql, `${participant}.draft_at`)}
    ) end,
    'pinned_at', ${isoTime(sql, `${participant}.pinned_at`)}, 'archived_seq', ${me}.archived_seq,
    'last_sent_at', ${isoTime(sql, `${participant}.last_sent_at`)},
    'mentions', ${mentionCount(sql, conversation, participant)}, 'blocked', block.mine,
    'alias', ${identity === 'names' ? sql`null` : ownAlias(sql, participant)}
  )`
}

function ownAlias(sql: Sql, participant: string) {
  const me = sql(participant)
  return sql`
  case when ${me}.in_room then (
    select json_build_object('name', a.name, 'writes_from', case when a.writes_from > now() then
      ${isoTime(sql, 'a.writes_from')} end)
    from private.aliases a where a.id = ${me}.user_id
  ) end`
}

function listedParticipants(
  sql: Sql,
  conversation: string,
  participant: string,
  identity: Identity,
) {
  if (identity === 'aliases') return ownAliasAlone(sql, participant)
  const people = firstParticipants(sql, conversation, participant, 'block')
  if (identity === 'names') return people
  return sql`
  case when ${isUnderNames(sql, conversation)} then ${people} else ${ownAliasAlone(sql, participant)} end`
}

/**
 * A conversation as its participant sees it, in the wire's shape. People whose accounts were deleted are not in it. With
 * `offset 0` PostgreSQL looks for the block once. Without it, it would do so for each use of `block.mine`.
 */
export const conversationJson = perName(
  (sql, conversation: string, participant: string, identity: Identity) => {
    const [c, me] = [sql(conversation), sql(participant)]
    const message = identity === 'either' ? messageFor : soleMessageFor
    return sql`
  (
    select json_build_object(
      'id', ${c}.id, 'kind', ${c}.kind, 'title', ${c}.title, 'avatar_url', ${c}.avatar_url, 'post', case when ${c}.post_id is not null then private.linked_post(${c}.post_id) end,
      'room', case when ${me}.in_room then (
        select json_build_object(${roomSettingsFields(sql, 'r')}) from public.hangouts r where r.conversation_id = ${c}.id
      ) end,
      'participant_count', ${c}.participant_count, 'message_lifetime_seconds', ${c}.message_lifetime_seconds,
      'participants', ${listedParticipants(sql, conversation, participant, identity)},
      'last_seq', ${c}.last_seq, 'last_ver', ${c}.last_ver,
      'last_message', (
        select ${message(sql, 'm', `${participant}.user_id`)} from public.messages m
        where m.conversation_id = ${c}.id and m.seq = ${c}.last_seq and m.seq > ${me}.joined_seq
      ),
      'unread', ${unreadCount(sql, conversation, participant)},
      'me', ${ownSettingsJson(sql, conversation, participant, identity)},
      'created_at', ${isoTime(sql, `${conversation}.created_at`)},
      'active_at', ${isoTime(sql, `${conversation}.active_at`)}
    )
    from (select ${hasBlocked(sql, conversation, participant)} as mine offset 0) block
  )`
  },
)

/**
 * The columns of both tables that `conversationJson` reads. Rows that were selected with them need no second lookup.
 */
export const seenColumns = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  ${c}.id, ${c}.kind, ${c}.post_id, ${c}.title, ${c}.avatar_url, ${c}.participant_count, ${c}.last_seq, ${c}.last_ver,
  ${c}.message_lifetime_seconds, ${c}.created_at, ${c}.active_at, ${me}.user_id, ${me}.own_ver, ${me}.last_read_seq,
  ${me}.joined_seq,
  ${me}.role, ${me}.muted, ${me}.notify, ${me}.marked_unread, ${me}.draft, ${me}.draft_at,
  ${me}.in_room, ${me}.pinned_at, ${me}.archived_seq, ${me}.last_sent_at`
})

/** Splits rows of `seenColumns` into the conversation and the participant again. */
export const seenIn = perName((sql, rows: string, conversation: string, participant: string) => {
  const c = sql(conversation)
  return sql`
  ${sql(rows)} ${c} cross join lateral (
    select ${c}.user_id, ${c}.own_ver, ${c}.last_read_seq, ${c}.joined_seq, ${c}.role, ${c}.muted,
      ${c}.notify, ${c}.marked_unread, ${c}.draft, ${c}.draft_at, ${c}.in_room, ${c}.pinned_at,
      ${c}.archived_seq, ${c}.last_sent_at
  ) ${sql(participant)}`
})

/** Whether a participant archived the conversation and nothing brought it back. wire/archive.ts says the same. */
export const isArchived = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  (${me}.archived_seq is not null and (${me}.muted or ${c}.last_seq <= ${me}.archived_seq))`
})

/**
 * The conversations a person is in. Every lookup starts here, so that the lookup is the authorization.
 * @param userId an id, or an expression over the query's columns
 */
export function theirConversations(
  sql: Sql,
  userId: string | ReturnType<Sql>,
  conversation: string,
  participant: string,
) {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  public.conversation_participants ${me}
  join public.conversations ${c}
    on ${c}.id = ${me}.conversation_id and ${me}.user_id = ${userId} and ${me}.left_at is null
      and not ${isUnwritten(sql, conversation, participant)}`
}

/** The same with the dark rooms that the person is in under an alias. Only the list and sync look for all of them. */
export function allTheirConversations(
  sql: Sql,
  userId: string | ReturnType<Sql>,
  conversation: string,
  participant: string,
) {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  public.conversation_participants ${me}
  join public.conversations ${c}
    on ${c}.id = ${me}.conversation_id and ${me}.user_id = any(${actorsOf(sql, userId)})
      and ${me}.left_at is null and not ${isUnwritten(sql, conversation, participant)}`
}
