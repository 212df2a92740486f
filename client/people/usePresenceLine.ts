import { usePresence } from '../messenger/context.ts'
import { useFormat, useText } from '../i18n/language.ts'
import { useNow } from '../browser/useNow.ts'

/** Whether somebody is there, or was last, in words; empty for who does not show it. */
export function usePresenceLine(userId: string): { online: boolean; words: string } {
  const { conversations: text } = useText()
  const format = useFormat()
  const now = useNow(30_000)
  const presence = usePresence(userId)
  if (presence?.online) return { online: true, words: text.active }
  const seen = presence?.last_seen_at
  return { online: false, words: seen ? text.lastSeen(format.ago(seen, now)) : '' }
}
