import { capabilitiesOf } from '../../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { PeopleList } from '../../../wire/people.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Link } from '../link/link.ts'
import type { Store } from '../store/store.ts'

interface Needs {
  call: Api
  background: Api
  link: Pick<Link, 'on'>
}

/**
 * The people whom this person has blocked. Another device may change that. It is told, and it shows in `me.blocked` of
 * direct conversations when what was told is lost.
 */
export function createBlocks(store: Store, { call, background, link }: Needs) {
  const { model } = store
  let isLoaded = false
  let running: Promise<void> | null = null

  const isBlocked = (userId: string): boolean => model.blocked.some(({ id }) => id === userId)

  async function ask(): Promise<void> {
    try {
      model.blocked = (await background<PeopleList>('GET', '/api/blocks')).items
      isLoaded = true
      store.emitChange()
    } catch (error) {
      // The next connection asks again.
      if (!(error instanceof RequestError)) throw error
    }
  }
  const load = (): Promise<void> => {
    running ??= ask().finally(() => (running = null))
    return running
  }
  /** An answer that is on its way may be older than the block. */
  const reload = async (): Promise<void> => {
    await running
    await load()
  }

  /** Shows the block in the direct conversation at once. The server says the same a moment later. */
  function showBlock(userId: string, on: boolean): void {
    for (const [id, { conversation }] of model.logs) {
      const isTheirs = conversation.participants.some(({ user_id }) => user_id === userId)
      if (!isPair(conversation) || !isTheirs) continue
      const me = { ...conversation.me, blocked: on }
      store.editLog(id, (log) => ({ ...log, conversation: { ...conversation, me } }))
    }
  }

  store.logsChanged.subscribe((ids) => {
    if (!isLoaded) return
    for (const id of ids) {
      const conversation = model.logs.get(id)?.conversation
      if (conversation === undefined || !isPair(conversation)) continue
      const { me, participants } = conversation
      const differs = ({ user_id }: Participant) =>
        user_id !== model.me.id && isBlocked(user_id) !== me.blocked
      if (participants.some(differs)) return void load()
    }
  })
  store.caughtUp.subscribe(() => void load())
  link.on('blocks:changed', () => void reload())

  return {
    isBlocked,
    async block(userId: string, on: boolean): Promise<void> {
      await call(on ? 'PUT' : 'DELETE', `/api/people/${userId}/block`)
      showBlock(userId, on)
      await reload()
    },
  }
}
export type Blocks = ReturnType<typeof createBlocks>

const isPair = ({ kind }: Conversation) => capabilitiesOf(kind).isPair
