import type { Message } from '../../wire/messages.ts'
import type { PinList } from '../../wire/requests/messages.ts'
import type { Person } from '../../wire/people.ts'

/** What a page knows of the pins of a conversation. It is immutable. */
export interface KnownPins {
  /** The newest known state of each message that is or was pinned. */
  readonly byId: ReadonlyMap<string, Message>
  /** The people whom the pages name, by their ids. */
  readonly people: Readonly<Record<string, Person>>
  /** The cursor of the next page. Null: all pins are known. */
  readonly cursor: string | null
}

export const noPins: KnownPins = { byId: new Map(), people: {}, cursor: null }

/** The state of a message with the higher `ver` counts, in whatever order they came. */
function withStates(pins: KnownPins, states: readonly Message[]): KnownPins {
  const newer = states.filter(({ id, ver }) => (pins.byId.get(id)?.ver ?? -1) < ver)
  if (newer.length === 0) return pins
  return { ...pins, byId: new Map([...pins.byId, ...newer.map((one) => [one.id, one] as const)]) }
}

/** Takes in messages of the conversation. Those that were never pinned are left out. */
export const withIncoming = (pins: KnownPins, incoming: readonly Message[]): KnownPins =>
  withStates(
    pins,
    incoming.filter(({ id, pinned_at }) => pinned_at !== null || pins.byId.has(id)),
  )

export const withPage = (pins: KnownPins, { items, people, next_cursor }: PinList): KnownPins => ({
  ...withStates(pins, items),
  people: { ...pins.people, ...Object.fromEntries(people.map((one) => [one.id, one])) },
  cursor: next_cursor,
})

/** The pinned messages, the newest pin first. */
export const pinned = ({ byId }: KnownPins): Message[] =>
  [...byId.values()].filter(({ pinned_at }) => pinned_at !== null).sort(newestFirst)

function newestFirst(a: Message, b: Message): number {
  const [one, two] = [a.pinned_at ?? '', b.pinned_at ?? '']
  if (one !== two) return one < two ? 1 : -1
  return a.id < b.id ? 1 : -1
}
