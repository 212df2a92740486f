import { MAX_LISTED_PARTICIPANTS } from '../../wire/limits.ts'
import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { hasReceipts } from '../kinds/conditions.ts'

/** The number of newest messages among which the latest writers are looked for. */
const WRITERS_REACH = 50

/**
 * The rank of a role in the list. An index has exactly this expression; PostgreSQL would not use it for another
 * spelling.
 */
export const roleRank = (sql: Sql, participant: string) => sql`
  (case ${sql(participant)}.role when 'owner' then 0 when 'admin' then 1 else 2 end)`

/**
 * The first participants of a conversation in the order of the list: the owner, admins, then by the time of joining.
 * The condition on the id is a range on purpose. For `=` the planner expects two people and sorts them; in a large
 * conversation it would sort everybody. For a range it expects many rows and reads the first of them from the index.
 */
const firstInOrder = (sql: Sql, conversation: string, count: number) => sql`
  select q.user_id, q.role, q.joined_at, q.receipts_ver, q.last_read_seq, q.last_delivered_seq
  from public.conversation_participants q
  where q.conversation_id between ${sql(conversation)}.id and ${sql(conversation)}.id
    and q.left_at is null
  order by q.conversation_id, ${roleRank(sql, 'q')}, q.joined_at, q.user_id limit ${count}`

/**
 * A row of `public.conversation_participants` with its row of `public.profiles`, as the fields of the wire. In a room
 * the receipts of the others are hidden. Their `receipts_ver` is hidden too, because it rises when they read. The
 * function `private.chosen_people` makes the same fields for a large conversation.
 */
function participantFields(
  sql: Sql,
  participant: string,
  profile: string,
  asker: string,
  block: string,
) {
  const [p, person, me] = [sql(participant), sql(profile), sql(asker)]
  const isOther = sql`${p}.user_id <> ${me}.user_id`
  const hides = sql`((${sql(block)}.mine or ${me}.in_room) and ${isOther})`
  return sql`
    ${p}.user_id, ${person}.username, ${person}.display_name, ${person}.avatar_url, ${p}.role,
    case when ${me}.in_room and ${isOther} then 0 else ${p}.receipts_ver end as receipts_ver,
    case when ${hides} then 0 else ${p}.last_read_seq end as last_read_seq,
    case when ${hides} then 0 else ${p}.last_delivered_seq end as last_delivered_seq`
}

/** The same as JSON. */
export const participantJson = perName(
  (sql, participant: string, profile: string, asker: string, block: string) => sql`
  (
    select to_json(wire_participant)
    from (select ${participantFields(sql, participant, profile, asker, block)}) wire_participant
  )`,
)

/**
 * The participants that a page needs first. A small conversation lists everybody. A function chooses those of a large
 * one and makes their JSON: PostgreSQL would prepare its plan for small conversations too. A conversation of 10,000
 * people costs what one of 200 costs. `limit 1` makes the planner use one index lookup for each profile.
 */
export function firstParticipants(sql: Sql, conversation: string, asker: string, block: string) {
  const [c, me] = [sql(conversation), sql(asker)]
  return sql`
  case when ${c}.participant_count > ${MAX_LISTED_PARTICIPANTS} then private.chosen_people(
    ${c}.id, ${me}.user_id, ${me}.in_room, ${sql(block)}.mine, ${MAX_LISTED_PARTICIPANTS}, ${WRITERS_REACH}
  ) else (
    select coalesce(json_agg(wire_participant order by p.joined_at, p.user_id), '[]')
    from (${firstInOrder(sql, conversation, MAX_LISTED_PARTICIPANTS)}) p
    cross join lateral (
      select theirs.username, theirs.display_name, theirs.avatar_url from public.profiles theirs where theirs.id = p.user_id limit 1
    ) profile
    cross join lateral (
      select ${participantFields(sql, 'p', 'profile', asker, block)}
    ) wire_participant
  ) end`
}

/** In a dark room a page needs nobody but the own alias. It learns the names of others from their messages. */
export const ownAliasAlone = (sql: Sql, asker: string) => sql`
  (
    select json_build_array(json_build_object(
      'user_id', own.user_id, 'username', '', 'display_name', alias.name, 'avatar_url', null, 'role', own.role,
      'receipts_ver', own.receipts_ver, 'last_read_seq', own.last_read_seq,
      'last_delivered_seq', own.last_delivered_seq
    ))
    from private.aliases alias
    join public.conversation_participants own
      on own.conversation_id = alias.conversation_id and own.user_id = alias.id
    where alias.id = ${sql(asker)}.user_id
  )`

/**
 * A number that rises with every receipt that the asker may see and with each of their own settings. In a large
 * conversation the receipts of other participants are sent to nobody. They are not in the sum.
 */
export const receiptsSum = perName((sql, conversation: string, asker: string) => {
  const [c, me] = [sql(conversation), sql(asker)]
  return sql`
  (
    ${me}.own_ver + case when ${sharesReceiptsHere(sql, conversation)} then (
      select sum(listed.receipts_ver)::bigint
      from (${firstInOrder(sql, conversation, MAX_LISTED_PARTICIPANTS)}) listed
    ) else (
      select q.receipts_ver from public.conversation_participants q
      where q.conversation_id = ${c}.id and q.user_id = ${me}.user_id
    ) end
  )`
})

/** `sharesReceipts` of the wire as a condition. */
export const sharesReceiptsHere = (sql: Sql, conversation: string) => sql`
  (${hasReceipts(sql, conversation)} and ${sql(conversation)}.participant_count <= ${MAX_LISTED_PARTICIPANTS})`
