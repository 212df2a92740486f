import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import type { SearchAnswer, SearchQuery } from '../../../wire/search.ts'
import type { Api } from '../../requests/http.ts'
import { queryOf } from './query.ts'
import type { Store } from '../store/store.ts'
import type { OwnMessages } from '../sync/own-messages.ts'

/** Changes of stored messages, and the search for them. All throw RequestError. */
export interface MessagesSlice {
  edit(message: Message, body: string, mentions?: readonly MentionedPerson[]): Promise<void>
  remove(message: Message): Promise<void>
  react(message: Message, emoji: string, on: boolean): Promise<void>
  /**
   * Calls back with all messages that come in, in their present state. Null: any message may have changed. Returns the
   * function that ends it.
   */
  follow(listener: (messages: readonly Message[] | null) => void): () => void
  search(query: SearchQuery): Promise<SearchAnswer>
}

interface Needs {
  call: Api
  ownMessages: Pick<OwnMessages, 'change'>
  store: Pick<Store, 'syncRequested' | 'messagesReceived' | 'logsReset'>
}

export function createMessagesSlice({ call, ownMessages, store }: Needs): MessagesSlice {
  return {
    async edit({ id }, body, mentions) {
      ownMessages.change(await call<Message>('PUT', `/api/messages/${id}`, { body, mentions }))
    },
    async remove({ id }) {
      await call('DELETE', `/api/messages/${id}`)
      // The answer is empty, and the frame that tells of it may be lost. The sync brings the change in any case.
      store.syncRequested.emit()
    },
    async react({ id }, emoji, on) {
      const path = `/api/messages/${id}/reactions/${encodeURIComponent(emoji)}`
      ownMessages.change(await call<Message>(on ? 'PUT' : 'DELETE', path))
    },
    follow(listener) {
      const end = store.messagesReceived.subscribe(listener)
      const endReset = store.logsReset.subscribe(() => listener(null))
      return () => {
        end()
        endReset()
      }
    },
    search: (query) => call<SearchAnswer>('GET', `/api/search${queryOf(query)}`),
  }
}
