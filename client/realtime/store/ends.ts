import type { Message } from '../../../wire/messages.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import { updateLoaded, type WithHistory } from '../log/history-state.ts'
import type { Model } from './model.ts'

/** The longest time that a browser's timer takes. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Empties messages at their ends, as the server does, and keeps one timer for the next end. The time is the server's:
 * a clock of this device that is wrong changes nothing once the server has told its time.
 */
export function createEnds(model: Pick<Model, 'serverClock'>, onEnd: () => void) {
  let next = Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => performance.now() + model.serverClock

  function schedule(end: number): void {
    next = end
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        next = Infinity
        onEnd()
      },
      Math.min(Math.max(0, end - now()), LONGEST_MS),
    )
  }

  function emptied(message: Message): Message {
    const { expires_at, deleted_at } = message
    if (!expires_at || deleted_at === expires_at) return message
    const end = Date.parse(expires_at)
    if (end <= now()) {
      const nothing = {
        body: '',
        mentions: [],
        mention_names: [],
        reactions: [],
        thread: null,
        edited_at: null,
        pinned_at: null,
      }
      const { files: _files, preview: _preview, ...kept } = message
      return { ...kept, ...nothing, deleted_at: expires_at }
    }
    if (end < next) schedule(end)
    return message
  }

  /** The same list when nothing in it has ended. */
  function all(messages: readonly Message[]): readonly Message[] {
    const after = messages.map(emptied)
    return after.some((message, n) => message !== messages[n]) ? after : messages
  }

  function history<T extends WithHistory>(log: T): T {
    if (log.history.kind !== 'loaded') return log
    const [messages, detached] = [all(log.history.messages), all(log.history.detached)]
    const isSame = messages === log.history.messages && detached === log.history.detached
    return isSame ? log : updateLoaded(log, (loaded) => ({ ...loaded, messages, detached }))
  }

  return {
    emptied,
    history,
    log(log: ConversationLog): ConversationLog {
      const { last_message: last } = log.conversation
      const gone = last && emptied(last)
      const told =
        gone === last ? log : { ...log, conversation: { ...log.conversation, last_message: gone } }
      return history(told)
    },
    /** The server told its time. */
    again(): void {
      next = Infinity
      onEnd()
    },
    stop: () => clearTimeout(timer),
  }
}
