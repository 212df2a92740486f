import type { ModerationNotice } from '../../../wire/moderation/notices.ts'
import type { Api } from '../../requests/http.ts'
import type { Link } from '../link/link.ts'

/** What moderators told this person, and the requests of the screens that are loaded later. */
export interface ModerationSlice {
  /** Throws RequestError. */
  ask: Api
  notices(): readonly ModerationNotice[]
  subscribe(listener: () => void): () => void
  /** Asks the relay for the notices. */
  load(): Promise<void>
}

interface Needs {
  call: Api
  background: Api
  link: Pick<Link, 'on'>
}

export function createModerationSlice({ call, background, link }: Needs): ModerationSlice {
  const listeners = new Set<() => void>()
  let notices: readonly ModerationNotice[] = []
  const load = async () => {
    const answer = await background<{ items: ModerationNotice[] }>('GET', '/api/moderation/notices')
    notices = answer.items
    for (const listener of listeners) listener()
  }
  // A failed load is repeated with the next visit of the page.
  link.on('moderation:changed', () => void load().catch(() => undefined))
  return {
    ask: call,
    notices: () => notices,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load,
  }
}
