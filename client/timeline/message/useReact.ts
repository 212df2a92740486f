import type { Message } from '../../../wire/messages.ts'
import { isOwn } from '../../../wire/reactions.ts'
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
    const isOn = there !== undefined && isOwn(there, me)
    attempt(messenger.messages.react(message, emoji, !isOn))
  }
}
