import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Quoted } from '../store/messenger-state.ts'
import type { Store } from '../store/store.ts'

/**
 * Messages that quotes on the screen are of and that are not loaded with their conversation. Each is asked for once and
 * kept current, by `ver`, for as long as a quote of it is shown.
 */
export function createQuoted(state: Store, call: Api) {
  const { model } = state
  const holders = new Map<string, { conversationId: string; count: number }>()

  const show = (id: string, quoted: Quoted) => {
    model.quoted = { ...model.quoted, [id]: quoted }
    state.emitChange()
  }
  const take = (message: Message) => {
    const held = model.quoted[message.id]
    if (held === undefined) return
    if (held.kind === 'there' && held.message.ver >= message.ver) return
    show(message.id, { kind: 'there', message })
  }

  async function load(id: string): Promise<void> {
    show(id, { kind: 'loading' })
    try {
      take(await call<Message>('GET', `/api/messages/${id}`))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      // A frame that came meanwhile knows better.
      if (model.quoted[id]?.kind !== 'loading') return
      show(id, { kind: error.code === 'not_found' ? 'gone' : 'failed' })
    }
  }

  function release(id: string): void {
    const holder = holders.get(id)
    if (holder === undefined) return
    holder.count -= 1
    if (holder.count > 0) return
    holders.delete(id)
    const { [id]: _, ...others } = model.quoted
    model.quoted = others
    state.emitChange()
  }

  return {
    /** Returns what lets it go again. Asking for one that failed tries again. */
    hold(conversationId: string, id: string): () => void {
      const { count } = holders.get(id) ?? { count: 0 }
      holders.set(id, { conversationId, count: count + 1 })
      const held = model.quoted[id]
      if (held === undefined || held.kind === 'failed') void load(id)
      return () => release(id)
    },
    /** Whatever came in, in any order, once or more often. */
    received(messages: readonly Message[]): void {
      messages.forEach(take)
    },
    /** What was missed in these conversations can be anything, or they are gone: asked for anew. */
    reset(conversationIds: readonly string[]): void {
      for (const [id, { conversationId }] of holders) {
        if (conversationIds.includes(conversationId)) void load(id)
      }
    },
    /** The connection is new: what could not be loaded is tried again. */
    resume(): void {
      for (const id of holders.keys()) if (model.quoted[id]?.kind === 'failed') void load(id)
    },
  }
}
export type QuotedMessages = ReturnType<typeof createQuoted>
