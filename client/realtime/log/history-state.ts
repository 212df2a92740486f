import type { Message } from '../../../wire/messages.ts'
import { mergeMessages, type LoadedMessages } from './loaded-messages.ts'

/** A conversation or a thread, as far as its messages are loaded in this tab. */
export interface WithHistory {
  readonly history: HistoryState
  /**
   * Messages that came since the page of a jump was asked for. That page will replace the loaded messages. Null
   * without a jump.
   */
  readonly jump: readonly Message[] | null
}

/**
 * `none`: no messages are wanted. `loading`: the newest page is on its way, and `incoming` buffers the messages that
 * come meanwhile.
 */
type HistoryState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly incoming: readonly Message[] }
  | ({ readonly kind: 'loaded' } & LoadedMessages)

export function updateLoaded<T extends WithHistory>(
  log: T,
  change: (loaded: LoadedMessages) => LoadedMessages,
): T {
  return log.history.kind === 'loaded'
    ? { ...log, history: { kind: 'loaded', ...change(log.history) } }
    : log
}

/** Adds incoming messages to the loaded ones, and to the buffers of pages that are on their way. */
export function takeIn<T extends WithHistory>(
  log: T,
  incoming: readonly Message[],
  complete: boolean,
): T {
  const { history, jump } = log
  const next = incoming.length > 0 && jump !== null ? { ...log, jump: [...jump, ...incoming] } : log
  if (history.kind === 'none' || (incoming.length === 0 && !complete)) return next
  if (history.kind === 'loading') {
    return { ...next, history: { ...history, incoming: [...history.incoming, ...incoming] } }
  }
  return updateLoaded(next, (now) => mergeMessages(now, incoming, { complete }))
}
