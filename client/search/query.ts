import type { Conversation } from '../../wire/conversations.ts'
import type { Person } from '../../wire/people.ts'
import type { SearchQuery } from '../../wire/search.ts'
import { CONTAINED, type Contained } from '../../wire/words/contained.ts'
import { hasWords, plainName, plainWords } from '../../wire/words/names.ts'
import { personOf } from '../conversation/names.ts'

type DayFilter = 'before' | 'after' | 'on'

/** A filter as it was typed, and its meaning. */
export interface Filter {
  kind: 'from' | 'in' | 'has' | DayFilter
  /** The filter as it stands in the box, with its sign and quotes. */
  source: string
  value: string
  /** The person, conversation, day or thing it names. Null if there is none. */
  means: { id: string; name: string } | null
}

export interface Parsed {
  terms: string
  filters: Filter[]
  /** Null while it cannot be asked: there are no terms, or a filter is unknown. */
  query: SearchQuery | null
}

interface Known {
  me: { id: string; name: string }
  conversations: readonly Conversation[]
  /** People from the server, besides those in loaded conversations. */
  people: readonly Person[]
  titleOf: (conversation: Conversation) => string
}

const FILTER = /(?:^|\s)(from|in|has|before|after|on):(?:"([^"]*)"?|(\S*))/giu
const LONGEST = 200

/** Turns `from:ada in:"The team" has:link before:2026-01-31 terms` into a query for the server. */
export function parseQuery(typed: string, known: Known): Parsed {
  const filters: Filter[] = []
  const terms = typed
    .replace(FILTER, (source: string, kind: string, quoted?: string, bare?: string) => {
      const value = (quoted ?? bare ?? '').trim()
      const name = kind.toLowerCase() as Filter['kind']
      if (value !== '')
        filters.push({ kind: name, source, value, means: meaning(name, value, known) })
      return ' '
    })
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
  const understood = filters.every((filter) => filter.means !== null)
  const has = filters.some(({ kind }) => kind === 'has')
  if ((terms === '' && !has) || !understood) return { terms, filters, query: null }
  const given = (kind: Filter['kind']) => {
    const id = filters.findLast((filter) => filter.kind === kind)?.means?.id
    return id === undefined ? {} : { [kind]: id }
  }
  return {
    terms,
    filters,
    query: {
      q: terms,
      ...given('from'),
      ...given('in'),
      ...given('has'),
      ...given('before'),
      ...given('after'),
      ...given('on'),
      ...zoneOf(filters),
    },
  }
}

/** A day begins at midnight where the user is. */
function zoneOf(filters: readonly Filter[]): Pick<SearchQuery, 'zone'> {
  if (!filters.some(({ kind }) => isDayFilter(kind))) return {}
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { zone: timeZone }
}

/** The typed text without its "in:" filters, for a search in another conversation. */
export function withoutPlace(typed: string): string {
  return typed
    .replace(FILTER, (source: string, kind: string) => (kind.toLowerCase() === 'in' ? '' : source))
    .trimStart()
}

function meaning(kind: Filter['kind'], value: string, known: Known): Filter['means'] {
  if (kind === 'from') return personCalled(value, known)
  if (kind === 'has') return thingCalled(value)
  if (isDayFilter(kind)) return isDay(value) ? { id: value, name: value } : null
  const titled = known.conversations.map((one) => ({ id: one.id, name: known.titleOf(one) }))
  return best(titled, value, (one) => [one.name])
}

function personCalled(value: string, { me, conversations, people }: Known): Filter['means'] {
  if (plainName(value) === 'me') return me
  const met = new Map(
    [...conversations.flatMap((one) => one.participants.map(personOf)), ...people].map((one) => [
      one.id,
      one,
    ]),
  )
  const wanted = value.replace(/^@/u, '')
  const found = best([...met.values()], wanted, (one) => [one.username, one.display_name])
  return found && { id: found.id, name: found.display_name }
}

/** An exact match comes first, then a name that begins with the value, then a name that has each of its words. */
function best<T>(all: readonly T[], value: string, namesOf: (one: T) => string[]): T | null {
  const wanted = plainName(value)
  const words = plainWords(value)
  const by = (fits: (name: string) => boolean) => all.find((one) => namesOf(one).some(fits))
  return (
    by((name) => plainName(name) === wanted) ??
    by((name) => plainName(name).startsWith(wanted)) ??
    by((name) => hasWords(name, words)) ??
    null
  )
}

export const isDayFilter = (kind: Filter['kind']): kind is DayFilter =>
  kind === 'before' || kind === 'after' || kind === 'on'

/** What people write for the things a message can have. */
const THINGS: Readonly<Record<Contained, RegExp>> = {
  file: /^(?:files?|attachments?|datei(?:en)?)$/u,
  picture: /^(?:pictures?|images?|photos?|bild(?:er)?|fotos?)$/u,
  link: /^(?:links?|urls?)$/u,
  voice: /^(?:voices?|voice messages?|sprachnachricht(?:en)?)$/u,
  code: /^code$/u,
}

function thingCalled(value: string): Filter['means'] {
  const wanted = plainName(value)
  const thing = CONTAINED.find((one) => THINGS[one].test(wanted))
  return thing === undefined ? null : { id: thing, name: thing }
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}
