import { MAX_NAMED_PEOPLE } from '../../../wire/limits.ts'
import type { Message } from '../../../wire/messages.ts'
import { namedPeople } from '../../../wire/named-people.ts'
import type { Person } from '../../../wire/people.ts'
import { looksLike } from '../log/faces.ts'
import type { Store } from './store.ts'

/**
 * Takes in names and pictures. A conversation carries only the first few participants; the others are known from the answers
 * and events that name them.
 */
export function learnPeople(
  { model, emitChange }: Pick<Store, 'model' | 'emitChange'>,
  people: readonly Person[] | undefined,
): void {
  const news = (people ?? []).filter((one) => {
    const known = model.people[one.id]
    return known === undefined || !looksLike(known, one)
  })
  if (news.length === 0) return
  model.people = { ...model.people, ...Object.fromEntries(news.map((one) => [one.id, one])) }
  emitChange()
}

/** The known people whom these messages name. They are stored beside the messages for the next visit. */
export const knownPeopleIn = (
  people: Readonly<Record<string, Person>>,
  messages: readonly (Message | null)[],
): Person[] => namedPeople(messages, MAX_NAMED_PEOPLE).flatMap((id) => people[id] ?? [])
