import type postgres from 'postgres'
import type { TestSession } from './auth.ts'
import { withClaims } from './tokens.ts'

/** What the Data API gives to the holder of an access token: the same query, with its claims and as its role. */
export function readAsHolder<T extends object>(
  sql: postgres.Sql,
  session: TestSession,
  query: string,
): Promise<T[]> {
  return sql.begin(async (tx) => {
    const claims = JSON.stringify(withClaims(session, {}))
    await tx`select set_config('request.jwt.claims', ${claims}, true)`
    await tx`set local role authenticated`
    return tx.unsafe<T[]>(query)
  }) as Promise<T[]>
}
