import { plural } from './plural.ts'

/** The search in messages. */
export const search = {
  title: 'Search messages',
  open: 'Search messages',
  openHere: 'Search in this conversation',
  label: 'Search messages',
  clear: 'Clear search',
  hint: 'Type words to find. You can add:',
  hints: [
    ['from:', 'written by a person: a name or “me”'],
    ['in:', 'in a conversation'],
    ['before:', 'before a day, as 2026-01-31'],
  ] as [filter: string, meaning: string][],
  filters: 'Filters',
  from: (name: string) => `From ${name}`,
  in: (title: string) => `In ${title}`,
  before: (day: string) => `Before ${day}`,
  unknownPerson: (name: string) => `Nobody you talk with is called “${name}”.`,
  unknownConversation: (name: string) => `No conversation is called “${name}”.`,
  unknownDay: (day: string) => `“${day}” is not a day. Write it as 2026-01-31.`,
  drop: (filter: string) => `Remove filter: ${filter}`,
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
