import { plural } from './plural.ts'

/** 1 hour, 8 hours, 1 day, 90 days */
export const lifetime = (seconds: number): string =>
  seconds < 86_400
    ? plural(seconds / 3_600, { one: (n) => `${n} hour`, other: (n) => `${n} hours` })
    : plural(seconds / 86_400, { one: (n) => `${n} day`, other: (n) => `${n} days` })
