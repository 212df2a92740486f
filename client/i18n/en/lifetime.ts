import { plural } from './plural.ts'

/** 1 hour, 8 hours, 1 day, 90 days */
export const lifetime = (seconds: number): string =>
  seconds < 86_400
    ? plural(seconds / 3_600, { one: (n) => `${n} hour`, other: (n) => `${n} hours` })
    : plural(seconds / 86_400, { one: (n) => `${n} day`, other: (n) => `${n} days` })

/** 45 s, 5 min 10 s, 13 h 20 min: how long a person still waits. The symbols are those of many languages. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}
