import { useCatalogue } from '../i18n/language.ts'
import { ToastCard, type Toast } from './ToastCard.tsx'
import { useCallback, useEffect, useState } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { paths, useOpenId } from '../navigation/routes.ts'
import { mineOf } from '../realtime/log/counts.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { navigate } from '../navigation/location.ts'
import { showDesktop } from './desktop.ts'
import { channelsFor, surroundings } from './rules.ts'
import { playTone } from './sound.ts'
import { notificationText } from './notification-text.ts'

/** More than this is a wall: the oldest makes room. */
const MOST_TOASTS = 3

/**
 * What came in elsewhere, at the upper end of the page. It is a part of the page, not a live region: a screen reader is
 * told once, by the one voice of the page.
 */
export function Toasts() {
  const { notifications: labels } = useCatalogue()
  const { toasts, dismiss } = useToasts()
  if (toasts.length === 0) return null
  return (
    <section
      aria-label={labels.region}
      className="pointer-events-none fixed end-0 top-0 z-30 w-full max-w-sm p-3 pt-safe-3"
    >
      <ul className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard
            key={toast.arrival.message.id}
            toast={toast}
            onDismiss={() => dismiss(toast)}
          />
        ))}
      </ul>
    </section>
  )
}

/** Tells of what comes in, by every way that somebody wants and is of use now. Returns what is to be shown on the page. */
function useToasts() {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  const open = useOpenId()
  const conversations = useMessengerState((state) => state.conversations.items)
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const news = toasts.filter(
    ({ arrival }) => arrival.conversation.id !== open && !isRead(arrival, conversations),
  )
  if (news.length < toasts.length) setToasts(news)

  useEffect(
    () =>
      messenger.notifications.subscribe((arrival) => {
        const { me: own, people } = messenger.getState()
        const me = own.id
        const { toast, sound, desktop } = channelsFor(arrival, surroundings(me, open))
        const content = notificationText(arrival, me, people, catalogue)
        const { id } = arrival.conversation
        const href = placeOf(arrival)
        if (sound) playTone()
        if (desktop) {
          showDesktop({ ...content, tag: id, onClick: () => navigate(href) })
        }
        // One per conversation: of a burst, only the last line is news.
        if (toast) {
          setToasts((known) =>
            [
              ...known.filter((one) => one.arrival.conversation.id !== id),
              { arrival, ...content, href },
            ].slice(-MOST_TOASTS),
          )
        }
      }),
    [messenger, open, catalogue],
  )

  const dismiss = useCallback((toast: Toast) => {
    setToasts((known) => known.filter((one) => one !== toast))
  }, [])

  return { toasts: news, dismiss }
}

/** What was answered in a thread does not stand in the timeline. */
function placeOf({ message, conversation }: IncomingMessage): string {
  return message.thread_root ? paths.message(message) : paths.conversation(conversation.id)
}

/** Meanwhile, here or on another device. */
function isRead(
  { message, conversation: { id } }: IncomingMessage,
  conversations: MessengerState['conversations']['items'],
): boolean {
  const conversation = conversations.find((one) => one.id === id)
  const mine = conversation && mineOf(conversation)
  return mine !== undefined && mine.last_read_seq >= message.seq
}
