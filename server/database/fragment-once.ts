import type { Sql } from './client.ts'

/**
 * A fragment that depends only on names from our code is made once and used in many statements. The driver makes an
 * object with a promise for each fragment, and the large statements consist of about a hundred.
 */
export function fragmentOnce<Names extends readonly string[], Fragment>(
  make: (sql: Sql, ...names: Names) => Fragment,
): (sql: Sql, ...names: Names) => Fragment {
  const made = new Map<string, Fragment>()
  return (sql, ...names) => {
    const key = names.join('/')
    const fragment = made.get(key) ?? make(sql, ...names)
    made.set(key, fragment)
    return fragment
  }
}
