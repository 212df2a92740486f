import { isPair } from '../kinds/conditions.ts'
import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { personJson } from '../people/person-json.ts'

/** The author of a message. Everybody who may read the message knows, or knew, its author there. */
export const authorOf = perName(
  (sql, message: string) => sql`
  (select ${personJson(sql, 'profile')} from public.profiles profile where profile.id = ${sql(message)}.sender_id)`,
)

/** The name of a message's conversation for this person: its title, or the counterpart of a DIRECT one. */
export const conversationNamed = (sql: Sql, message: string, userId: string) => sql`
  (
    select json_build_object('kind', c.kind, 'title', c.title, 'other', case
      when ${isPair(sql, 'c')} then (
        select ${personJson(sql, 'profile')} from public.conversation_participants counterpart
        join public.profiles profile on profile.id = counterpart.user_id
        where counterpart.conversation_id = c.id and counterpart.user_id <> ${userId}
          and counterpart.left_at is null
        order by counterpart.joined_at, counterpart.user_id limit 1
      ) end)
    from public.conversations c where c.id = ${sql(message)}.conversation_id
  )`
