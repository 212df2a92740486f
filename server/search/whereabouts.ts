import { isPair } from '../kinds/conditions.ts'
import { perName } from '../database/fragments.ts'
import { personJson } from '../people/person-json.ts'

/** The author of a message. Everybody who may read the message knows, or knew, its author there. */
export const authorOf = perName(
  (sql, message: string) => sql`
  (select ${personJson(sql, 'profile')} from public.profiles profile where profile.id = ${sql(message)}.sender_id)`,
)

/** The name of a message's conversation for the reader, a row with an `id`: its title, or the counterpart of a DIRECT one. */
export const conversationNamed = perName(
  (sql, message: string, reader: string) => sql`
  (
    select json_build_object('kind', c.kind, 'title', c.title, 'other', case
      when ${isPair(sql, 'c')} then (
        select ${personJson(sql, 'profile')} from public.conversation_participants counterpart
        join public.profiles profile on profile.id = counterpart.user_id
        where counterpart.conversation_id = c.id and counterpart.user_id <> ${sql(reader)}.id
          and counterpart.left_at is null
        order by counterpart.joined_at, counterpart.user_id limit 1
      ) end)
    from public.conversations c where c.id = ${sql(message)}.conversation_id
  )`,
)
