const HOUR = 3_600_000
/** No zone is further from UTC. */
const FURTHEST = 15 * HOUR
/** PostgreSQL knows no year 0. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')

/**
 * The first moment of a day in a time zone. There is one also where the clock is put forward at midnight. A zone that this
 * computer does not know counts as UTC.
 */
export function beginningOfDay(day: string, zone = 'UTC'): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const dayAt = daysIn(zone)
  let [before, at] = [midnight - FURTHEST, midnight + FURTHEST]
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2)
    if (dayAt(middle) < day) before = middle
    else at = middle
  }
  return new Date(Math.max(at, EARLIEST))
}

export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10)

/** Tells the day (ISO 8601) of a moment. */
function daysIn(zone: string): (at: number) => string {
  const format = formatOf(zone)
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    )
    if (parts.era === 'B') return ''
    return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', era: 'narrow' } as const
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory', { ...options, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory', { ...options, timeZone: 'UTC' })
  }
}
