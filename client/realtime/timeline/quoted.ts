import type { Message } from '../../../wire/messages.ts'
import { laterOf } from '../log/later-message.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Quoted } from '../store/messenger-state.ts'
import type { Store } from '../store/store.ts'

/**
 * Quoted messages that are not loaded with their conversation. Each is asked for once, and stays current by `ver` for as
 * long as a quote of it is on the screen.
 */
export function createQuoted(store: Store, call: Api) {
  const { model } = store
  /** How many quotes of each message are on the screen. */
  const quotes = new Map<string, { conversationId: string; count: number }>()

  const put = (id: string, quoted: Quoted) => {
    model.quoted = { ...model.quoted, [id]: quoted }
    store.emitChange()
  }
  const take = (message: Message) => {
    const known = model.quoted[message.id]
    if (known === undefined) return
    // This also sets the timer for the end of the message.
    const given = store.emptied(message)
    const later = known.kind === 'there' ? laterOf(known.message, given) : given
    if (known.kind !== 'there' || later !== known.message) {
      put(message.id, { kind: 'there', message: later })
    }
  }

  async function load(id: string): Promise<void> {
    put(id, { kind: 'loading' })
    try {
      take(await call<Message>('GET', `/api/messages/${id}`))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      // A frame that came meanwhile is newer than this answer.
      if (model.quoted[id]?.kind !== 'loading') return
      put(id, { kind: error.code === 'not_found' ? 'gone' : 'failed' })
    }
  }

  function release(id: string): void {
    const quote = quotes.get(id)
    if (quote === undefined) return
    quote.count -= 1
    if (quote.count > 0) return
    quotes.delete(id)
    const { [id]: _, ...rest } = model.quoted
    model.quoted = rest
    store.emitChange()
  }

  /** The loaded messages of these conversations may be outdated, so the quoted ones are loaded again. */
  function reload(conversationIds: readonly string[]): void {
    for (const [id, { conversationId }] of quotes) {
      if (conversationIds.includes(conversationId)) void load(id)
    }
  }

  store.messagesReceived.subscribe((messages) => messages.forEach(take))
  store.logsRemoved.subscribe(reload)
  store.logsReset.subscribe(reload)
  store.caughtUp.subscribe(() => {
    for (const id of quotes.keys()) if (model.quoted[id]?.kind === 'failed') void load(id)
  })

  return {
    /**
     * Loads the message while a quote of it is shown. A failed message is tried again. Returns the function that ends
     * it.
     */
    show(conversationId: string, id: string): () => void {
      const { count } = quotes.get(id) ?? { count: 0 }
      quotes.set(id, { conversationId, count: count + 1 })
      const known = model.quoted[id]
      if (known === undefined || known.kind === 'failed') void load(id)
      return () => release(id)
    },
  }
}
export type QuotedMessages = ReturnType<typeof createQuoted>
