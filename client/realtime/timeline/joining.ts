import { RequestError } from '../../requests/request-error.ts'
import { isRoom } from '../log/conversation-log.ts'
import type { Link } from '../link/link.ts'
import type { Store } from '../store/store.ts'

const RETRY_MS = 2_000

/** Tells the relay which conversations this tab shows. The events of a room come only while the tab shows it. */
export function createJoining(store: Store, link: Pick<Link, 'request' | 'isOpen'>) {
  const { model } = store
  /** The `ver` that the logs of joined conversations still have to reach. */
  const awaited = new Map<string, number>()
  const retries = new Map<string, ReturnType<typeof setTimeout>>()

  /** While a room was closed, this tab got no events of it. The answer tells what the tab has missed. */
  function join(id: string): void {
    clearTimeout(retries.get(id))
    if (!link.isOpen() || !model.views.has(id)) return
    if (isRoom(model.logs.get(id))) store.setView(id, { isJoining: true })
    link.request('conversation:join', { conversation_id: id }).then(
      ({ last_ver }) => {
        awaited.set(id, last_ver)
        noteJoined(id)
        if (awaited.has(id)) store.syncRequested.emit()
      },
      (error: unknown) => failed(id, error),
    )
  }

  /** Without the join, a room on the screen stays silent. So only a person who may not see it is not tried again. */
  function failed(id: string, error: unknown): void {
    if (!(error instanceof RequestError)) throw error
    if (error.code === 'not_found') return noteJoined(id)
    const { retryAfter } = error
    clearTimeout(retries.get(id))
    retries.set(id, setTimeout(join, retryAfter === null ? RETRY_MS : retryAfter * 1000, id))
  }

  /** In the next task: the screen has then drawn what was missed as something that nobody watched arriving. */
  function noteJoined(id: string): void {
    const log = model.logs.get(id)
    if (log !== undefined && log.ver < (awaited.get(id) ?? 0)) return
    awaited.delete(id)
    if (model.views.get(id)?.isJoining) setTimeout(() => store.setView(id, { isJoining: false }))
  }

  store.logsChanged.subscribe((ids) => {
    for (const id of ids) if (awaited.has(id)) noteJoined(id)
  })
  store.stopped.subscribe(() => retries.forEach(clearTimeout))

  return {
    join,
    leave(id: string): void {
      clearTimeout(retries.get(id))
      retries.delete(id)
      awaited.delete(id)
      if (!link.isOpen()) return
      void link.request('conversation:leave', { conversation_id: id }).catch(() => undefined)
    },
  }
}
