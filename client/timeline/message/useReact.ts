import type { Message } from '../../../wire/messages.ts'
import { useMessenger } from '../../messenger/context.ts'
import { useAttempts } from '../../requests/useAttempts.ts'
import { usePeople } from '../../conversation/context.ts'

/** Adds the user's reaction, or removes it. */
export function useReact(message: Message): (emoji: string) => void {
  const messenger = useMessenger()
  const { me } = usePeople()
  const attempt = useAttempts()
  return (emoji) => {
    const there = message.reactions.find((reaction) => reaction.emoji === emoji)
    attempt(messenger.messages.react(message, emoji, !there?.user_ids.includes(me)))
  }
}
