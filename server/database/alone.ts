/** The field of the driver's query that this file needs. */
interface DriverQuery {
  options: { onexecute?: () => boolean }
}

/** The driver asks it when it has sent a query, and sends nothing behind the query when the answer is no. */
export const takesNoMore = () => false

/**
 * For a query that may wait for a lock. The driver sends other queries behind a running one on the same connection, and
 * they would wait with it.
 */
export function alone(query: unknown): void {
  const { options } = query as DriverQuery
  options.onexecute = takesNoMore
}
