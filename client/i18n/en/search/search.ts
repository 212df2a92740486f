import { plural } from '../plural.ts'

/** The search in messages. */
export const search = {
  title: 'Search messages',
  open: 'Search messages',
  openHere: 'Search in this conversation',
  label: 'Search messages',
  clear: 'Clear search',
  searching: 'Searching…',
  none: 'Nothing found.',
  noneHelp: 'Try fewer words, or another spelling.',
  failed: 'The search did not work.',
  retry: 'Retry',
  more: 'Show more results',
  results: 'Results',
  found: (count: number, more: boolean) =>
    more
      ? `More than ${count} results`
      : plural(count, { one: (n) => `${n} result`, other: (n) => `${n} results` }),
}
