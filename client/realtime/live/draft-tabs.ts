import { ownName } from '../../browser/place.ts'
import { openChannel } from '../../browser/site-data.ts'
import type { Store } from '../store/store.ts'

/** A draft changed in one tab. A tab where it was the same before takes the change over. */
export interface DraftChange {
  key: string
  before: string
  body: string
}

/** The tabs of one browser that show the same draft. What is sent in one must not be sent again in another. */
export function createDraftTabs(store: Store, onChange: (change: DraftChange) => void) {
  const channel = openChannel(ownName(`parley-drafts-${store.model.me.id}`))
  channel?.addEventListener('message', ({ data }: MessageEvent<DraftChange>) => onChange(data))
  store.stopped.subscribe(() => channel?.close())
  return { tell: (change: DraftChange): void => channel?.postMessage(change) }
}
