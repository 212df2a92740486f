import { useCatalogue } from '../i18n/language.ts'
import type { Toast } from './ToastCard.tsx'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { paths, useOpenId } from '../navigation/routes.ts'
import { mineOf } from '../realtime/log/counts.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { navigate } from '../navigation/location.ts'
import { closeDesktop, endOf, showDesktop } from './desktop.ts'
import { channelsFor, surroundings } from './rules.ts'
import { notificationText } from './notification-text.ts'
import { lazy } from '../ui/later/lazy.tsx'

/** The sound comes later than the page. If its code cannot be fetched, no sound plays. */
const playTone = () => import('./sound.ts').then((sound) => sound.playTone()).catch(() => undefined)

const ToastCard = lazy(() => import('./ToastCard.tsx'), 'over')

/** With more toasts the oldest one goes. */
const MOST_TOASTS = 3

/**
 * Messages of other conversations, at the top of the page. This is no live region: the announcer of the
 * page speaks each toast once.
 */
export function Toasts() {
  const { notifications: labels } = useCatalogue()
  const { toasts, dismiss } = useToasts()
  if (toasts.length === 0) return null
  return (
    <section
      aria-label={labels.region}
      className="pointer-events-none fixed end-0 top-0 z-notice w-full max-w-sm p-3 pt-safe-3"
    >
      <ul className="flex flex-col gap-2">
        <Suspense>
          {toasts.map((toast) => (
            <ToastCard
              key={toast.incoming.message.id}
              toast={toast}
              onDismiss={() => dismiss(toast)}
            />
          ))}
        </Suspense>
      </ul>
    </section>
  )
}

/** Notifies of incoming messages by every channel the user wants. Returns the toasts to show. */
function useToasts() {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  const open = useOpenId()
  const conversations = useMessengerState((state) => state.conversations.items)
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const news = toasts.filter(
    ({ incoming }) => incoming.conversation.id !== open && !isRead(incoming, conversations),
  )
  if (news.length < toasts.length) setToasts(news)

  useEffect(
    () =>
      messenger.notifications.subscribe((incoming) => {
        const { me: own, people, serverClock } = messenger.getState()
        const me = own.id
        const { toast, sound, desktop } = channelsFor(incoming, surroundings(me, open))
        const content = notificationText(incoming, me, people, catalogue)
        const { id } = incoming.conversation
        const href = placeOf(incoming)
        if (sound) void playTone()
        if (desktop) {
          const end = endOf(incoming.message, serverClock)
          showDesktop({ ...content, tag: id, onClick: () => navigate(href), end })
        }
        // One toast a conversation: the newest message replaces the one before.
        if (toast) {
          setToasts((known) =>
            [
              ...known.filter((one) => one.incoming.conversation.id !== id),
              { incoming, ...content, href },
            ].slice(-MOST_TOASTS),
          )
        }
      }),
    [messenger, open, catalogue],
  )

  useEffect(() => closeDesktop, [])

  const dismiss = useCallback((toast: Toast) => {
    setToasts((known) => known.filter((one) => one !== toast))
  }, [])

  return { toasts: news, dismiss }
}

/** A message of a thread is not in the timeline, so its link opens the thread. */
function placeOf({ message, conversation }: IncomingMessage): string {
  return message.thread_root ? paths.message(message) : paths.conversation(conversation.id)
}

/** Whether the message was read meanwhile, here or on another device. */
function isRead(
  { message, conversation: { id } }: IncomingMessage,
  conversations: MessengerState['conversations']['items'],
): boolean {
  const conversation = conversations.find((one) => one.id === id)
  const mine = conversation && mineOf(conversation)
  return mine !== undefined && mine.last_read_seq >= message.seq
}
