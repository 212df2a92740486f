import { capabilitiesOf } from '../../../wire/conversation-kinds.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { PeopleList } from '../../../wire/people.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Store } from '../store/store.ts'

/** Whom this person has blocked. Another device may change it: what a direct conversation says of it gives that away. */
export function createBlocks(state: Store, call: Api, background: Api) {
  const { model } = state
  let isKnown = false
  let running: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      model.blocked = (await background<PeopleList>('GET', '/api/blocks')).items
      isKnown = true
      state.emitChange()
    } catch (error) {
      // Asked again with the next connection.
      if (!(error instanceof RequestError)) throw error
    }
  }
  const load = (): Promise<void> => {
    running ??= ask().finally(() => (running = null))
    return running
  }

  /** What the server tells of it later says the same. */
  function mark(userId: string, on: boolean): void {
    for (const [id, { conversation }] of model.logs) {
      const isOurs = conversation.participants.some(({ user_id }) => user_id === userId)
      if (!isPair(conversation) || !isOurs) continue
      const me = { ...conversation.me, blocked: on }
      state.editLog(id, (log) => ({ ...log, conversation: { ...conversation, me } }))
    }
  }

  return {
    load,
    isBlocked: (userId: string): boolean => model.blocked.some(({ id }) => id === userId),
    async block(userId: string, on: boolean): Promise<void> {
      await call(on ? 'PUT' : 'DELETE', `/api/people/${userId}/block`)
      mark(userId, on)
      // An answer that is on its way may be from before.
      await running
      await load()
    },
    /** These conversations may have become others. */
    noticed(ids: Iterable<string>): void {
      if (!isKnown) return
      const blocked = new Set(model.blocked.map(({ id }) => id))
      for (const id of ids) {
        const conversation = model.logs.get(id)?.conversation
        if (conversation === undefined || !isPair(conversation)) continue
        const other = conversation.participants.find(({ user_id }) => user_id !== model.me.id)
        if (other !== undefined && blocked.has(other.user_id) !== conversation.me.blocked) {
          return void load()
        }
      }
    },
  }
}
export type Blocks = ReturnType<typeof createBlocks>

const isPair = ({ kind }: Conversation) => capabilitiesOf(kind).isPair
