import { isOfDarkRoom } from './ids.ts'
import type { Message } from './messages.ts'

/**
 * The author of a message or an event. Code that shows or compares authors uses this type and never a raw account id: a
 * room with aliases has no account ids.
 */
export type Author =
  | { readonly kind: 'person'; readonly user_id: string }
  | { readonly kind: 'alias'; readonly alias_id: string }
  /** Nobody with a name: the account was deleted, or Parley itself wrote the line. */
  | { readonly kind: 'system' }

const system: Author = { kind: 'system' }

export const personAuthor = (userId: string): Author => ({ kind: 'person', user_id: userId })

/** In a dark room the id of an alias stands where the id of an account stands elsewhere. The id itself tells which. */
export const authorOfId = (id: string): Author =>
  isOfDarkRoom(id) ? { kind: 'alias', alias_id: id } : personAuthor(id)

/** The only place that reads `sender_id` of a message to get its author. */
export const authorOf = ({ sender_id }: Pick<Message, 'sender_id'>): Author =>
  sender_id === null ? system : authorOfId(sender_id)

/** A short text, equal only for equal authors. It serves as a key of lists and maps. */
export function authorKey(author: Author): string {
  switch (author.kind) {
    case 'person':
      return author.user_id
    case 'alias':
      return `alias ${author.alias_id}`
    case 'system':
      return ''
  }
}

export const sameAuthor = (one: Author, two: Author): boolean => authorKey(one) === authorKey(two)

/** Whether the author is this account under its own name, or this alias. */
export const isBy = (author: Author, id: string): boolean => sameAuthor(author, authorOfId(id))

/** Whether the author is one of these accounts under its own name, or one of these aliases. */
export function isByOneOf(author: Author, ids: ReadonlySet<string>): boolean {
  const id = namedIdOf(author)
  return id !== null && ids.has(id) && isBy(author, id)
}

/** The id by which the name of an author is found. It is null when there is no name. */
export function namedIdOf(author: Author): string | null {
  switch (author.kind) {
    case 'person':
      return author.user_id
    case 'alias':
      return author.alias_id
    case 'system':
      return null
  }
}

/** The account of an author. It is null when there is none or nobody may know it. */
export const personIdOf = (author: Author): string | null =>
  author.kind === 'person' ? author.user_id : null
