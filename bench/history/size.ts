/** The measures of an installation that is filled for a measurement. */
export interface Size {
  /** All accounts. */
  people: number
  /** The conversations of the person who asks. The first has the longest history, the second is the room. */
  conversations: number
  /** Conversations of other people. */
  others: number
  /** The number of messages in the longest history. */
  length: number
  /** The number of messages in every other conversation. */
  each: number
  /** The number of people in the room. */
  room: number
}

/**
 * The measures of an installation with about so many messages. Ten million come with 100,000 people, a room of 10,000
 * and a person in 5,000 conversations.
 */
export function sizeOf(messages: number): Size {
  const people = Math.max(200, Math.round(messages / 100))
  const conversations = Math.min(5_000, Math.max(2, Math.round(messages / 200)))
  const others = Math.max(conversations, Math.round(messages / 100) - conversations)
  const length = Math.round(messages / 20)
  const each = Math.round((messages - length) / (conversations + others - 1))
  return { people, conversations, others, length, each, room: Math.round(people / 10) }
}
