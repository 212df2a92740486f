import type { Sql } from '../../database/client.ts'

/** `@name` at the beginning of a word, so not inside an e-mail address. The longest name has 30 characters. */
const MENTION = '(?:^|[^a-z0-9_.@-])@([a-z0-9][a-z0-9_.-]{1,29})(?![a-z0-9_.-])'

/**
 * The participants whom a text mentions, as `uuid[]`. Both arguments are expressions over the query's columns. A dot or
 * a dash after a name may belong to the sentence.
 */
export const mentionsIn = (sql: Sql, body: ReturnType<Sql>, conversationId: ReturnType<Sql>) => sql`
  case when position('@' in ${body}) = 0 then '{}'::uuid[] else (
    select coalesce(array_agg(distinct profile.id), '{}')
    from regexp_matches(lower(${body}), ${MENTION}, 'g') as found (name)
    join public.profiles profile
      on profile.username in (found.name[1], rtrim(found.name[1], '._-'))
    join public.conversation_participants there
      on there.user_id = profile.id and there.conversation_id = ${conversationId}
        and there.left_at is null
  ) end`
