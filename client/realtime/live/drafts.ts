import type { Conversation } from '../../../wire/conversations.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { createDraftStore, THREAD } from '../database/draft-store.ts'
import type { Store } from '../store/store.ts'
import { createDraftTabs } from './draft-tabs.ts'

const SYNC_DELAY_MS = 2_000
/** The limit of the wire. A longer draft stays in this browser until it is short enough to be sent. */
const MAX_LENGTH = 4_000

/** The server stores one draft per conversation. The draft of a thread stays in this browser, under a key of its own. */
const keyOf = (id: string, threadRoot: string | null) =>
  threadRoot === null ? id : THREAD + threadRoot

interface Needs {
  call: Api
  /** Takes the server's answer to a saved draft into the store. */
  adopt(conversations: readonly Conversation[]): void
}

/**
 * The drafts. A draft that was typed here and is not on the server yet comes first, and is sent. Otherwise the draft
 * of the server counts. So a draft follows the person to other devices, and a newer one from there is taken over.
 */
export function createDrafts(store: Store, { call, adopt }: Needs) {
  const unsaved = createDraftStore(store.model.me.id)
  const saving = new Set<string>()
  const followers = new Map<string, Set<(body: string) => void>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  /** The draft that the server has. It is undefined when the conversation is not loaded. */
  const savedDraft = (id: string) => store.model.logs.get(id)?.conversation.me.draft
  const savedBody = (id: string) => savedDraft(id)?.body ?? ''
  const read = (key: string) => unsaved.get(key) ?? savedBody(key)
  const show = (key: string, body: string) => followers.get(key)?.forEach((follow) => follow(body))

  const tabs = createDraftTabs(store, ({ key, before, body }) => {
    // Something else was typed here. It stays.
    if (read(key) !== before) return
    unsaved.leaveTo(key, body)
    show(key, body)
  })

  async function save(id: string): Promise<void> {
    const body = unsaved.get(id)
    const saved = savedDraft(id)
    if (saving.has(id) || body === null || body.length > MAX_LENGTH || saved === undefined) return
    if (body.trim() === '' && saved === null) return unsaved.settle(id, body)
    saving.add(id)
    try {
      const path = `/api/conversations/${id}/me`
      const answer = await call<Conversation>('PUT', path, { draft: body === '' ? null : body })
      if (isStopped) return
      adopt([answer])
      unsaved.settle(id, body)
    } catch (error) {
      // The draft stays in this browser. The next change or connection sends it.
      if (!(error instanceof RequestError)) throw error
    } finally {
      saving.delete(id)
    }
    if (unsaved.get(id) !== null && unsaved.get(id) !== body) schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    timer = setTimeout(flush, SYNC_DELAY_MS)
  }
  function flush(): void {
    clearTimeout(timer)
    for (const id of unsaved.ids()) if (!id.startsWith(THREAD)) void save(id)
  }
  const leave = () => {
    unsaved.save()
    flush()
  }
  const onHidden = () => {
    if (document.visibilityState === 'hidden') leave()
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('blur', leave)
  document.addEventListener('visibilitychange', onHidden)

  store.caughtUp.subscribe(flush)
  store.logsChanged.subscribe((ids) => {
    for (const id of ids) {
      unsaved.settleElsewhere(id, savedBody(id))
      // Another device changed it, or sent it.
      if (followers.has(id) && unsaved.get(id) === null) show(id, savedBody(id))
    }
  })
  store.stopped.subscribe(({ forget }) => {
    isStopped = true
    clearTimeout(timer)
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('blur', leave)
    document.removeEventListener('visibilitychange', onHidden)
    if (forget) unsaved.drop()
    else unsaved.save()
  })

  function set(id: string, body: string, threadRoot: string | null = null): void {
    const key = keyOf(id, threadRoot)
    const before = read(key)
    if (threadRoot !== null && body.trim() === '') unsaved.forget(key)
    else unsaved.set(key, body)
    if (threadRoot === null) schedule()
    tabs.tell({ key, before, body })
  }

  return {
    get: (id: string, threadRoot: string | null = null): string => read(keyOf(id, threadRoot)),
    set,
    flush,
    /** Puts a text into the composer that nobody typed there. */
    put(id: string, body: string, threadRoot: string | null): void {
      set(id, body, threadRoot)
      show(keyOf(id, threadRoot), body)
    },
    /** Calls back when the draft changed elsewhere, and nothing else was typed here. Returns a function that ends it. */
    follow(id: string, threadRoot: string | null, listener: (body: string) => void): () => void {
      const key = keyOf(id, threadRoot)
      const all = followers.get(key) ?? new Set()
      followers.set(key, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0) followers.delete(key)
      }
    },
  }
}
