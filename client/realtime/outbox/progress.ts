import { ownName } from '../../browser/place.ts'
import { openChannel } from '../../browser/site-data.ts'
import type { PendingFile } from '../../uploads/pending-file.ts'

/** How much of a message's files is at the relay. */
export interface Progress {
  sent: number
  /** At least 1, so that a share can be computed. */
  total: number
}

/** The progress of all uploads of this browser. The tab that uploads tells the others. */
export function createProgress(userId: string) {
  const channel = openChannel(ownName(`parley-uploads-${userId}`))
  const sums = new Map<string, Progress>()
  const files = new Map<string, Map<string, number>>()
  const listeners = new Set<() => void>()

  function set(id: string, progress: Progress): void {
    sums.set(id, progress)
    for (const listener of listeners) listener()
  }

  return {
    of: (id: string): Progress | undefined => sums.get(id),
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    begin(id: string, all: readonly PendingFile[]): void {
      files.set(id, new Map())
      const total = all.reduce((sum, { size }) => sum + size, 0)
      set(id, { sent: 0, total: Math.max(1, total) })
    },
    note(id: string, key: string, bytes: number): void {
      const own = files.get(id)?.set(key, bytes)
      const total = sums.get(id)?.total
      if (!own || total === undefined) return
      const progress = { sent: [...own.values()].reduce((sum, one) => sum + one, 0), total }
      set(id, progress)
      channel?.postMessage({ id, progress })
    },
    forget(id: string): void {
      sums.delete(id)
      files.delete(id)
    },
    /** Calls back with the message that another tab uploads. */
    onOther(listener: (id: string) => void): void {
      channel?.addEventListener(
        'message',
        ({ data }: MessageEvent<{ id: string; progress: Progress }>) => {
          set(data.id, data.progress)
          listener(data.id)
        },
      )
    },
    stop: () => channel?.close(),
  }
}
