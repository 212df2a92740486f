/** The field of the driver's query that this file needs. */
interface DriverQuery {
  options: { prepare?: boolean }
}

/**
 * For a query that may wait for a lock. The driver sends other queries behind a prepared one on the same connection, and
 * they would wait with it. It sends none behind a query that it must describe first.
 */
export function alone(query: unknown): void {
  const { options } = query as DriverQuery
  options.prepare = false
}
