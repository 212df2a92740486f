import { usePresence } from '../messenger/context.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { useNow } from '../browser/useNow.ts'

/** The presence of a person as a label. It is empty if the person does not show it. */
export function usePresenceLine(userId: string): { online: boolean; label: string } {
  const { conversations: labels } = useCatalogue()
  const format = useFormat()
  const now = useNow(30_000)
  const presence = usePresence(userId)
  if (presence?.online) return { online: true, label: labels.active }
  const seen = presence?.last_seen_at
  return { online: false, label: seen ? labels.lastSeen(format.ago(seen, now)) : '' }
}
