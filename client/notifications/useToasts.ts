import { useCallback, useEffect, useState } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { paths, useOpenId } from '../navigation/routes.ts'
import { useCatalogue } from '../i18n/language.ts'
import { mineOf } from '../realtime/counts.ts'
import type { Arrival, MessengerState } from '../realtime/model.ts'
import { navigate } from '../navigation/location.ts'
import { showDesktop } from './desktop.ts'
import { channelsFor, surroundings } from './rules.ts'
import { playTone } from './sound.ts'
import { notificationText } from './notification-text.ts'

/** More than this is a wall: the oldest makes room. */
const MOST_TOASTS = 3

export interface Toast {
  arrival: Arrival
  title: string
  body: string
  href: string
}

/** Tells of what comes in, by every way that somebody wants and is of use now. Returns what is to be shown on the page. */
export function useToasts() {
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
        const me = messenger.getState().me.id
        const { toast, sound, desktop } = channelsFor(arrival, surroundings(me, open))
        const content = notificationText(arrival, me, catalogue)
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
function placeOf({ message, conversation }: Arrival): string {
  return message.thread_root ? paths.message(message) : paths.conversation(conversation.id)
}

/** Meanwhile, here or on another device. */
function isRead(
  { message, conversation: { id } }: Arrival,
  conversations: MessengerState['conversations']['items'],
): boolean {
  const conversation = conversations.find((one) => one.id === id)
  const mine = conversation && mineOf(conversation)
  return mine !== undefined && mine.last_read_seq >= message.seq
}
