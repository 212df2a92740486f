import { authorOf, isBy, isByOneOf } from '../../wire/author.ts'
import { contentOf } from '../../wire/content.ts'
import type { Message } from '../../wire/messages.ts'
import type { Timeline } from '../realtime/store/messenger-state.ts'

/** The message that ↑ edits (the user's last one) or Shift+↑ replies to (the last one of another person). */
export function answerable(
  { messages, pending }: Pick<Timeline, 'messages' | 'pending'>,
  me: string,
  what: 'edit' | 'reply',
  { threadRoot, blocked }: { threadRoot: string | null; blocked: ReadonlySet<string> },
): Message | undefined {
  // The last own message is not at the relay yet, and the one before it is not meant.
  const isOnItsWay = pending.some(({ state }) => /waiting|sending|uploading/.test(state.kind))
  if (what === 'edit' && isOnItsWay) return undefined
  return messages.findLast(
    (message) =>
      (what === 'edit' ? /text|files/ : /text|files|voice/).test(contentOf(message).kind) &&
      !isByOneOf(authorOf(message), blocked) &&
      (message.thread_root === threadRoot || message.id === threadRoot) &&
      isBy(authorOf(message), me) === (what === 'edit'),
  )
}
