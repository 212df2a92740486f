import type { Link } from '../link/link.ts'

export interface ConnectionSlice {
  /** Makes a round trip over the socket. Resolves with its milliseconds, throws when there is no connection. */
  roundTrip(): Promise<number>
}

export function createConnectionSlice({ link }: { link: Pick<Link, 'request'> }): ConnectionSlice {
  return {
    async roundTrip() {
      const start = performance.now()
      // The request watches nobody. The relay has no cheaper request.
      await link.request('presence:watch', { user_ids: [] })
      return performance.now() - start
    },
  }
}
