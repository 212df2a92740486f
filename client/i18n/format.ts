/** Dates and times in the reader's language and clock. */
export interface Format {
  /** 14:05 */
  time(iso: string): string
  /** Today, Yesterday, Monday, 12 March, 12 March 2025 */
  day(iso: string, now: Date): string
  /** The same within a sentence: today, yesterday, Monday, 12 March */
  dayWithin(iso: string, now: Date): string
  /** For a narrow list: the time today, then the weekday, then the date. */
  stamp(iso: string, now: Date): string
  /** Everything, for a tooltip. */
  full(iso: string): string
  /** 5 minutes ago, yesterday, last week */
  ago(iso: string, now: Date): string
  /** 1,234.5 */
  number(value: number, options?: Intl.NumberFormatOptions): string
}

const DAY = 86_400_000

/**
 * Counts calendar days, not spans of 24 hours. A change between summer and winter time makes no difference.
 */
export function daysBetween(earlier: Date, later: Date): number {
  const start = Date.UTC(earlier.getFullYear(), earlier.getMonth(), earlier.getDate())
  const end = Date.UTC(later.getFullYear(), later.getMonth(), later.getDate())
  return Math.round((end - start) / DAY)
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

export function createFormat(locale: string): Format {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' })
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short' })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const dateAndYear = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const numericDate = new Intl.DateTimeFormat(locale, { dateStyle: 'short' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })

  function dayWithin(iso: string, now: Date): string {
    const then = new Date(iso)
    const days = daysBetween(then, now)
    if (days >= -1 && days < 2) return relative.format(-days, 'day')
    if (days >= 0 && days < 7) return weekday.format(then)
    return (then.getFullYear() === now.getFullYear() ? date : dateAndYear).format(then)
  }

  return {
    time: (iso) => time.format(new Date(iso)),
    full: (iso) => full.format(new Date(iso)),
    day: (iso, now) => capitalised(dayWithin(iso, now)),
    dayWithin,
    stamp(iso, now) {
      const then = new Date(iso)
      const days = daysBetween(then, now)
      if (days <= 0) return time.format(then)
      if (days < 7) return shortWeekday.format(then)
      return (then.getFullYear() === now.getFullYear() ? shortDate : numericDate).format(then)
    },
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    ago(iso, now) {
      const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / 60_000))
      if (minutes < 60) return relative.format(-minutes, 'minute')
      const days = daysBetween(new Date(iso), now)
      if (days === 0) return relative.format(-Math.floor(minutes / 60), 'hour')
      return days < 7
        ? relative.format(-days, 'day')
        : relative.format(-Math.floor(days / 7), 'week')
    },
  }
}
