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
