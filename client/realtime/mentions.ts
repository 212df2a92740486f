import type { Participant } from '../../wire/conversations.ts'

/** As the server finds them: `@name` that is not the middle of something. */
const MENTION = /(?<![a-z0-9_.@-])@([a-z0-9][a-z0-9_.-]{1,29})(?![a-z0-9_.-])/g

/** Whom a text of one's own mentions: the ack does not say, and the frame goes to others only. */
export function mentionsIn(body: string, participants: readonly Participant[]): string[] {
  const names = new Set<string>()
  for (const [, name = ''] of body.toLowerCase().matchAll(MENTION)) {
    // A dot or dash behind a name may be the sentence's.
    names.add(name).add(name.replace(/[._-]+$/, ''))
  }
  return participants
    .filter(({ username }) => names.has(username))
    .map(({ user_id }) => user_id)
    .sort()
}
