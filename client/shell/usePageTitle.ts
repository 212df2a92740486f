import { isArchived } from '../../wire/archive.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { lastOf } from '../realtime/store/last-of.ts'
import { useEffect, useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { useAttention } from '../browser/useAttention.ts'
import { useMessengerState } from '../messenger/context.ts'

/** Slow enough not to flicker, and fast enough to be seen. */
const FLASH_MS = 1200

/** Most changes of the state change no conversation. Thousands of them are not counted again then. */
const unreadIn = lastOf((items: readonly Conversation[]) =>
  items.reduce((sum, one) => (one.me.muted || isArchived(one) ? sum : sum + one.unread), 0),
)

/** The server counts up to 100 a conversation, which shows as "99+". Muted and archived conversations do not count. */
const totalUnread = ({ conversations }: Pick<MessengerState, 'conversations'>): number =>
  unreadIn(conversations.items)

/** Alternates between true and false from a new unread message until the user looks at the page. */
function useFlash(unread: number): boolean {
  const attention = useAttention()
  const [seen, setSeen] = useState(unread)
  const [lit, setLit] = useState(false)
  if (seen > unread || (attention && seen !== unread)) setSeen(unread)
  const calls = !attention && unread > seen

  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!calls || still) return
    const timer = setInterval(() => setLit((now) => !now), FLASH_MS)
    return () => clearInterval(timer)
  }, [calls])
  return calls && lit
}

/**
 * Shows "(3) Parley" in the title of the tab, or "(3) Arena · Parley" on a page with a name. It alternates with a sentence
 * when a message came in.
 */
export function usePageTitle(page = ''): void {
  const { conversations: labels } = useCatalogue()
  const unread = useMessengerState(totalUnread)
  const lit = useFlash(unread)
  useEffect(() => {
    const count = unread > 0 ? labels.unreadShort(unread) : ''
    document.title = lit ? labels.pageTitleNew(count) : labels.pageTitle(count, page)
    return () => {
      document.title = labels.app
    }
  }, [labels, unread, lit, page])
}
