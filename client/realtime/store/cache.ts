import { knownPeopleIn, learnPeople } from './known-people.ts'
import { adoptConversation, newLog, type ConversationLog } from '../log/conversation-log.ts'
import type { OpenDatabase, StoredHead, StoredPage } from '../database/database.ts'
import { PAGE } from '../log/log-pages.ts'
import { nothingLoaded } from '../log/loaded-messages.ts'
import type { Store } from './store.ts'
import { createPatience } from '../database/patience.ts'

const MAX_PAGES = 30
const LISTED = 100
const DELAY_MS = 1_000
/** A time before any stored entry. */
const BEGINNING = '2000-01-01T00:00:00.000Z'

/** Stores the list and the newest page of recently opened conversations for the next visit. The sync makes them current. */
export function createCache(store: Store, database: OpenDatabase) {
  const { model } = store
  const peopleOf = (heads: readonly StoredHead[]) =>
    knownPeopleIn(
      model.people,
      heads.map(({ conversation }) => conversation.last_message),
    )
  const opened = new Map<string, number>()
  const written = new Map<string, ConversationLog>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  const inTime = createPatience()

  async function read(): Promise<void> {
    const reading = database().then((stored) =>
      Promise.all([stored.get('list', 'list'), stored.getAll('pages')]),
    )
    // The server is not asked before this ends. A database that does not answer must not hold up the whole page.
    const [list, pages] = await inTime(reading)
    if (list === undefined || model.epoch !== null) return
    model.epoch = list.epoch
    // The stored names and pictures are as old as the oldest entry.
    model.asOf = [list, ...pages].map(({ asOf }) => asOf ?? BEGINNING).sort()[0] ?? null
    for (const head of list.heads) store.setLog(head.conversation.id, headed(head))
    learnPeople(store, list.people)
    for (const page of pages) {
      if (page.epoch !== list.epoch) continue
      learnPeople(store, page.people)
      opened.set(page.id, page.opened)
      const listed = list.heads.find(({ conversation }) => conversation.id === page.id)
      const log = listed ? withHead(logOf(page), listed) : logOf(page)
      store.setLog(page.id, log)
      written.set(page.id, log)
    }
    model.listStatus = 'ready'
  }

  async function write(): Promise<void> {
    timer = undefined
    const { epoch, asOf, logs } = model
    if (epoch === null) return
    const stored = await database()
    if (isStopped) return
    const heads = [...logs.values()]
      .map(headOf)
      .sort((a, b) => (a.conversation.active_at < b.conversation.active_at ? 1 : -1))
      .slice(0, LISTED)
    const transaction = stored.transaction(['list', 'pages'], 'readwrite')
    void transaction
      .objectStore('list')
      .put({ epoch, asOf, heads, people: peopleOf(heads) }, 'list')
    const pages = transaction.objectStore('pages')
    for (const [id, order] of opened) {
      const log = logs.get(id)
      if (log === undefined) {
        opened.delete(id)
        written.delete(id)
        void pages.delete(id)
      } else if (
        log !== written.get(id) &&
        log.history.kind === 'loaded' &&
        !log.history.hasLater
      ) {
        written.set(id, log)
        const page = pageOf(log, epoch, order)
        const people = knownPeopleIn(model.people, page.messages)
        void pages.put({ ...page, people, asOf })
      }
    }
    await transaction.done
  }

  /** Writes a moment later, so that many changes are written once. */
  const schedule = () => {
    timer ??= setTimeout(() => void write().catch(() => undefined), DELAY_MS)
  }
  store.logReplaced.subscribe(schedule)
  // A sync without any change still tells the epoch.
  store.logsChanged.subscribe(schedule)
  store.logsRemoved.subscribe(schedule)
  store.stopped.subscribe(() => {
    isStopped = true
    clearTimeout(timer)
  })

  return {
    read,
    /** Notes the conversation as the most recently opened. Returns those that lost their place in the cache. */
    open(id: string): string[] {
      opened.delete(id)
      opened.set(id, Math.max(0, ...opened.values()) + 1)
      const oldest = [...opened].sort((a, b) => a[1] - b[1]).slice(0, -MAX_PAGES)
      const out = oldest.map(([gone]) => gone)
      for (const gone of out) {
        opened.delete(gone)
        written.delete(gone)
        void database()
          .then((stored) => stored.delete('pages', gone))
          .catch(() => undefined)
      }
      return out
    },
  }
}

function pageOf(
  log: ConversationLog,
  epoch: string,
  opened: number,
): Omit<StoredPage, 'asOf' | 'people'> {
  const { messages, hasEarlier } = log.history.kind === 'loaded' ? log.history : nothingLoaded
  return {
    id: log.conversation.id,
    epoch,
    head: headOf(log),
    messages: messages.slice(-PAGE),
    hasEarlier: hasEarlier || messages.length > PAGE,
    opened,
  }
}

const headOf = ({
  conversation,
  ver,
  counted,
  metadataVer,
  metadataStaleFrom,
}: ConversationLog): StoredHead => ({
  conversation,
  ver,
  counted,
  metadataVer,
  metadataStaleFrom,
})

const headed = (head: StoredHead): ConversationLog => ({ ...newLog(head.conversation), ...head })

/** A page far back in history is not stored, so the stored one may be older than the list. */
const withHead = (
  log: ConversationLog,
  { conversation, counted, metadataVer, metadataStaleFrom }: StoredHead,
): ConversationLog => ({
  ...adoptConversation(log, conversation),
  counted,
  metadataVer,
  metadataStaleFrom,
})

const logOf = ({ head, messages, hasEarlier }: StoredPage): ConversationLog => ({
  ...headed(head),
  history: { kind: 'loaded', ...nothingLoaded, messages, hasEarlier },
})
