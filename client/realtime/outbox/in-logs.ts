import type { Message } from '../../../wire/messages.ts'
import type { WithHistory } from '../log/history-state.ts'
import type { Model } from '../store/model.ts'

/** A message that this tab knows already, shown or not: its frame may have come before the answer to its writer. */
export function findInLogs(
  { logs, threads }: Model,
  isIt: (message: Message) => boolean,
): Message | undefined {
  for (const log of logs.values()) {
    const { ahead, conversation } = log
    const found = [...messagesOf(log), ...ahead, conversation.last_message ?? []].flat().find(isIt)
    if (found) return found
  }
  return [...threads.values()].flatMap(messagesOf).find(isIt)
}

function messagesOf({ history, jump }: WithHistory): readonly Message[] {
  const messages =
    history.kind === 'loaded'
      ? [...history.messages, ...history.detached]
      : history.kind === 'loading'
        ? history.incoming
        : []
  return [...messages, ...(jump ?? [])]
}
