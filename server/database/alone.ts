/** The field of the driver's query that this file needs. */
interface DriverQuery {
  options: { onexecute?: () => boolean }
}

/** The driver asks it when it has sent a query, and sends nothing behind the query when the answer is no. */
export const takesNoMore = () => false

/**
 * Keeps the driver from sending other queries behind this one on its connection. This one may wait for a lock, and they
 * would wait with it.
 */
export function alone(query: unknown): void {
  const { options } = query as DriverQuery
  options.onexecute = takesNoMore
}
