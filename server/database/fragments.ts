import type { Sql } from './client.ts'

type Fragment = ReturnType<Sql>

/**
 * A fragment that depends on nothing but names from our code: aliases, columns. It is made once for each of them. Making the
 * hundred pieces of a conversation anew would cost a small request more than the database does.
 */
export function perName<Names extends string[]>(
  make: (sql: Sql, ...names: Names) => Fragment,
): (sql: Sql, ...names: Names) => Fragment {
  const made = new Map<string, Fragment>()
  return (sql, ...names) => {
    const key = names.join()
    const known = made.get(key)
    if (known !== undefined) return known
    const fragment = make(sql, ...names)
    made.set(key, fragment)
    return fragment
  }
}
