import { useEffect } from 'react'
import type { MessengerState } from '../realtime/model.ts'
import { useText } from '../i18n/language.ts'
import { useMessengerState } from './context.ts'

/** The server counts up to 100 per conversation, which is already "99+". Of what is muted, only what mentions one counts. */
export function totalUnread(state: Pick<MessengerState, 'conversations'>): number {
  return state.conversations.items.reduce(
    (sum, { unread, me }) => sum + (me.muted ? me.mentions : unread),
    0,
  )
}

/** "(3) Parley", so that a tab in the background tells of itself. */
export function usePageTitle(): void {
  const { conversations: text } = useText()
  const unread = useMessengerState(totalUnread)
  useEffect(() => {
    document.title = text.pageTitle(unread > 0 ? text.unreadShort(unread) : '')
    return () => {
      document.title = text.app
    }
  }, [text, unread])
}
