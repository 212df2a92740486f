import type { Push } from '../../wire/socket.ts'

/** The new messages of several pushes of one conversation, in their order. Each person is named once. */
export function joinMessages(
  conversationId: string,
  pushes: readonly Push<'message:new'>[],
): Push<'message:new'> {
  const people = pushes.flatMap((push) => push.people ?? [])
  return {
    conversation_id: conversationId,
    messages: pushes.flatMap(({ messages }) => messages),
    people: [...new Map(people.map((person) => [person.id, person])).values()],
  }
}
