import type { Sql } from './client.ts'

/**
 * A fragment that depends only on names from our code, such as aliases. It is made once for each combination of names.
 * A conversation consists of more than a hundred fragments, and making them for each request would cost more than its
 * query. A fragment never runs, so that it may outlive the transaction that made it.
 */
export function perName<Names extends readonly string[], Fragment>(
  make: (sql: Sql, ...names: Names) => Fragment,
): (sql: Sql, ...names: Names) => Fragment {
  const known = new Map<string, Fragment>()
  return (sql, ...names) => {
    const key = names.join()
    const fragment = known.get(key) ?? make(sql, ...names)
    known.set(key, fragment)
    return fragment
  }
}
