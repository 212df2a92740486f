import type { Lock, Locker, RequestRelease } from '@tus/server'

interface Holder {
  /** Asks the request that has the lock to end. Its network may be gone, and then it would not end by itself. */
  requestRelease: RequestRelease
  released: Promise<void>
}

/**
 * Lets one request at a time work on an upload. Others wait on a promise: the lock that comes with the library asks
 * again and again, and five waiting requests keep a processor busy.
 */
export function createUploadLocker(): Locker {
  const holders = new Map<string, Holder>()
  return { newLock: (id) => createLock(id, holders) }
}

function createLock(id: string, holders: Map<string, Holder>): Lock {
  let release = () => undefined as void
  return {
    async lock(signal, requestRelease) {
      for (let holder = holders.get(id); holder !== undefined; holder = holders.get(id)) {
        void holder.requestRelease()
        await Promise.race([holder.released, abortionOf(signal)])
        signal.throwIfAborted()
      }
      const released = new Promise<void>((resolve) => {
        release = () => {
          holders.delete(id)
          resolve()
        }
      })
      holders.set(id, { requestRelease, released })
    },
    unlock: async () => release(),
  }
}

const abortionOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
