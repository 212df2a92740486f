import type { Message } from '../../../wire/messages.ts'
import { mergeMessages, type LoadedMessages } from './loaded-messages.ts'

/** A conversation or a thread, as far as its messages are loaded in this tab. */
export interface WithHistory {
  readonly history: HistoryState
  /** Messages that came since a page far from here was asked for. That page will replace what is loaded. */
  readonly jump: readonly Message[] | null
}

/** No messages are wanted; or they are asked for, and what comes meanwhile is buffered; or they are loaded. */
export type HistoryState =
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

/** Takes in incoming messages: into what is loaded, and into the buffers of pages that are on their way. */
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
