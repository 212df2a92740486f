import { plural } from './plural.ts'

/** 1 Stunde, 8 Stunden, 1 Tag, 90 Tagen: as it stands after "nach" */
export const lifetime = (seconds: number): string =>
  seconds < 86_400
    ? plural(seconds / 3_600, { one: (n) => `${n} Stunde`, other: (n) => `${n} Stunden` })
    : plural(seconds / 86_400, { one: (n) => `${n} Tag`, other: (n) => `${n} Tagen` })
