import type { Sql } from '../../database/client.ts'

/** `@name` at the beginning of a word, so not inside an e-mail address. The longest name has 30 characters. */
const MENTION = /(?:^|[^a-z0-9_.@-])@([a-z0-9][a-z0-9_.-]{1,29})(?![a-z0-9_.-])/g

/** The names of one message that are looked up. A message of a thousand names would cost as much as a thousand. */
const MAX_NAMES = 50

/**
 * The names that a text mentions, separated by spaces. A dot or a dash after a name may belong to the sentence, so the
 * name without it is there too.
 */
export function namesMentionedIn(body: string): string {
  const names = new Set<string>()
  for (const [, name = ''] of body.toLowerCase().matchAll(MENTION)) {
    if (names.size >= MAX_NAMES) break
    names.add(name).add(name.replace(/[._-]+$/, ''))
  }
  return [...names].slice(0, MAX_NAMES).join(' ')
}

/**
 * The participants with these names, as `uuid[]`. Both arguments are expressions over the query's columns; the names are
 * those of `namesMentionedIn`.
 */
export const mentionsIn = (sql: Sql, names: ReturnType<Sql>, conversationId: ReturnType<Sql>) =>
  sql`private.participants_named(${names}, ${conversationId})`
