import { isOfDarkRoom } from '../../wire/ids.ts'
import { linksOf } from '../../wire/previews/links.ts'
import type { Message } from '../../wire/messages.ts'
import type { Database } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import type { Logger } from '../logger.ts'
import { announceChange } from '../messages/announce.ts'
import type { Publisher } from '../realtime/publish.ts'
import { repeatByClock, tellFaults, type Repeat } from '../repeat.ts'
import type { FetchPreview } from './fetch-preview.ts'
import { claimPreview, keepPreview, refusePreview, requestPreview } from './kept.ts'
import { isLockTimeout } from '../messages/store/write-job.ts'
import { messagesThatWait, showPreview } from './show.ts'

/** The most pages that this relay fetches at the same time. Each takes ten seconds at most. */
const MAX_FETCHES = 4
/** How often the relay looks for pages that another relay has left. */
const PAUSE_MILLISECONDS = 60_000

export interface Previews {
  /** A message was stored or edited. It gets the preview of its first link some time later. */
  written(message: Message): void
  /** The writer sent this message with the wish that it shows no preview. */
  unwanted(message: Message): void
  close(): Promise<void>
}

interface PreviewsEdge {
  sql: Database
  publish: Publisher
  limits: Pick<Limits, 'preview'>
  log: Logger
  /** Null where the settings forbid previews. */
  fetchPreview: FetchPreview | null
}

/**
 * Gives messages the previews of their links after their commits. The waiting pages are rows of the database, so that a
 * killed relay loses none, and several relays fetch a page once.
 */
export function createPreviews(
  { sql, publish, limits, log, fetchPreview }: PreviewsEdge,
  repeat: Repeat = repeatByClock,
): Previews {
  const underway = new Set<Promise<void>>()
  let fetches = 0
  const life = { isClosed: false }
  const { succeeded, failed } = tellFaults(log, 'previews of links could not be made')

  function run(work: () => Promise<void>): void {
    if (life.isClosed) return
    const running = work()
      .then(succeeded, (error: unknown) => {
        if (!life.isClosed) failed(error)
      })
      .finally(() => underway.delete(running))
    underway.add(running)
  }

  async function fetchAll(fetchOne: FetchPreview): Promise<void> {
    if (fetches >= MAX_FETCHES) return
    fetches += 1
    try {
      for (;;) {
        const claimed = life.isClosed ? null : await claimPreview(sql)
        if (claimed === null) return
        // Another page may wait too.
        run(() => fetchAll(fetchOne))
        await keepPreview(sql, claimed.id, await fetchOne(claimed.address))
        await showAll()
      }
    } finally {
      fetches -= 1
    }
  }

  async function showAll(): Promise<void> {
    let after: string | null = null
    while (!life.isClosed) {
      const ids: string[] = await messagesThatWait(sql, after)
      for (const id of ids) await showOne(id)
      after = ids.at(-1) ?? null
      if (after === null) return
    }
  }

  /** When a conversation is locked for long, only its own messages wait, until the relay looks again. */
  async function showOne(messageId: string): Promise<void> {
    const message = await showPreview(sql, messageId).catch((error: unknown) => {
      if (isLockTimeout(error)) return null
      throw error
    })
    if (message !== null) await announceChange({ sql, publish }, 'message:edited', [message], null)
  }

  const work = async (fetchOne: FetchPreview) => {
    await showAll()
    await fetchAll(fetchOne)
  }

  const stop = repeat(PAUSE_MILLISECONDS, async () => {
    if (fetchPreview !== null) run(() => work(fetchPreview))
  })

  return {
    written(message) {
      const { id, conversation_id, sender_id, body, mention_names } = message
      // The site would learn when somebody writes in a dark room, and the address would outlive the message.
      if (fetchPreview === null || sender_id === null || isOfDarkRoom(conversation_id)) return
      const address = linksOf(body, mention_names ?? [])[0] ?? null
      if (address === null && message.edited_at === null) return
      run(async () => {
        if (address !== null && !(await isAllowed(limits, sender_id))) return
        await requestPreview(sql, id, address)
        if (address !== null) await work(fetchPreview)
      })
    },
    unwanted(message) {
      if (fetchPreview === null || linksOf(message.body, message.mention_names ?? []).length === 0)
        return
      run(() => refusePreview(sql, message.id))
    },
    async close() {
      life.isClosed = true
      stop()
      while (underway.size > 0) await Promise.all(underway)
    },
  }
}

/** A person who posts many links gets no more previews for a while. Nothing is refused. */
const isAllowed = (limits: PreviewsEdge['limits'], userId: string) =>
  limits.preview(userId).then(
    () => true,
    () => false,
  )
