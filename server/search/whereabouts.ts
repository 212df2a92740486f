import { isPair } from '../kinds/conditions.ts'
import type { Sql } from '../database/client.ts'
import { personJson } from '../people/person-json.ts'

/** Who wrote a message of `page`. Whoever may read it knows, or knew, its author there. */
export const authorOf = (sql: Sql) => sql`
  (select ${personJson(sql, 'someone')} from public.profiles someone where someone.id = page.sender_id)`

/** What the conversation of a message of `page` is called: by its title or, between two, by the other of them. */
export const conversationNamed = (sql: Sql, userId: string) => sql`
  (
    select json_build_object('kind', c.kind, 'title', c.title, 'other', case
      when ${isPair(sql, 'c')} then (
        select ${personJson(sql, 'someone')} from public.conversation_participants seat
        join public.profiles someone on someone.id = seat.user_id
        where seat.conversation_id = c.id and seat.user_id <> ${userId} and seat.left_at is null
        order by seat.joined_at, seat.user_id limit 1
      ) end)
    from public.conversations c where c.id = page.conversation_id
  )`
