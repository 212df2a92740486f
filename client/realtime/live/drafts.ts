import type { Conversation, OwnSettings } from '../../../wire/conversations.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { createDraftStore } from '../database/draft-store.ts'

const SYNC_DELAY_MS = 2_000
/** As the wire has it: longer text stays in this browser until it is short enough to be sent. */
const MAX_LENGTH = 4_000

/** What is written in a thread. The server keeps one draft a conversation, so this stays in the browser. */
const THREAD = 'thread:'
const keyOfThread = (rootId: string) => THREAD + rootId

interface Hooks {
  /** What the server has; undefined when the conversation is not known here. */
  kept(id: string): OwnSettings['draft'] | undefined
  /** The answer to a saved draft. */
  saved(conversation: Conversation): void
}

/**
 * Unsent text. What was typed here and the server does not have yet comes first and is told to it; else the server's holds,
 * so that a draft follows to other devices and a newer one from there is taken over.
 */
export function createDrafts(userId: string, call: Api, hooks: Hooks) {
  const store = createDraftStore(userId)
  const saving = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function save(id: string): Promise<void> {
    const text = store.get(id)
    const kept = hooks.kept(id)
    if (saving.has(id) || text === null || text.length > MAX_LENGTH || kept === undefined) return
    if (text.trim() === '' && kept === null) return store.settle(id, text)
    saving.add(id)
    try {
      const path = `/api/conversations/${id}/me`
      const answer = await call<Conversation>('PUT', path, { draft: text === '' ? null : text })
      if (isStopped) return
      hooks.saved(answer)
      store.settle(id, text)
    } catch (error) {
      // It is kept here, and told with the next change or connection.
      if (!(error instanceof RequestError)) throw error
    } finally {
      saving.delete(id)
    }
    if (store.get(id) !== null && store.get(id) !== text) schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    timer = setTimeout(flush, SYNC_DELAY_MS)
  }
  function flush(): void {
    clearTimeout(timer)
    for (const id of store.ids()) if (!id.startsWith(THREAD)) void save(id)
  }
  const leave = () => {
    store.save()
    flush()
  }
  const onHidden = () => {
    if (document.visibilityState === 'hidden') leave()
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('blur', leave)
  document.addEventListener('visibilitychange', onHidden)

  return {
    get(id: string, threadRoot: string | null = null): string {
      if (threadRoot !== null) return store.get(keyOfThread(threadRoot)) ?? ''
      return store.get(id) ?? hooks.kept(id)?.body ?? ''
    },
    set(id: string, text: string, threadRoot: string | null = null): void {
      if (threadRoot === null) {
        store.set(id, text)
        schedule()
      } else if (text.trim() === '') store.forget(keyOfThread(threadRoot))
      else store.set(keyOfThread(threadRoot), text)
    },
    /** The connection is back. */
    resume: flush,
    stop({ forget }: { forget: boolean }): void {
      isStopped = true
      clearTimeout(timer)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('blur', leave)
      document.removeEventListener('visibilitychange', onHidden)
      store.save()
      if (forget) store.clear()
    },
  }
}
export type Drafts = ReturnType<typeof createDrafts>
