/** What PostgreSQL reads as a `uuid`: braces around it, and hyphens after any four digits, may be there or not. */
const spelling = /^(?:[\da-f]{4}-?){7}[\da-f]{4}$/i

/**
 * An id as PostgreSQL writes it, from any spelling that PostgreSQL reads. Ids name rooms and keys, so each has one
 * spelling. A text that is no id stays as it is.
 */
export function canonicalId(text: string): string {
  const bare = /^\{(.*)\}$/.exec(text)?.[1] ?? text
  if (!spelling.test(bare)) return text
  const digits = bare.replaceAll('-', '').toLowerCase()
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The third group of the ids of dark rooms and aliases. It is a UUID of version 8, and the other digits are random. */
const DARK_MARK = '8da2'

/** Whether an id is of a dark room, or of an alias in one. It is the same as `private.is_of_dark_room` in SQL. */
export const isOfDarkRoom = (id: string): boolean => id.slice(14, 18) === DARK_MARK

/** A random id for a dark room or an alias. It is made of nothing that anybody could know. */
export const darkId = (): string => crypto.randomUUID().replace(/^(.{14}).{4}/, `$1${DARK_MARK}`)
