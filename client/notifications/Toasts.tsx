import { useCatalogue } from '../i18n/language.ts'
import type { Toast } from './ToastCard.tsx'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { useOpenId } from '../navigation/routes.ts'
import { mineOf } from '../realtime/log/counts.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { lazy } from '../ui/later/lazy.tsx'

/** The code that tells comes later than the page. */
const loadTelling = () => import('./tell.ts')
const ignore = () => undefined

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

  useEffect(() => {
    const show = (toast: Toast) => {
      const { id } = toast.incoming.conversation
      // One toast a conversation: the newest message replaces the one before.
      setToasts((known) =>
        [...known.filter((one) => one.incoming.conversation.id !== id), toast].slice(-MOST_TOASTS),
      )
    }
    return messenger.notifications.subscribe((incoming) => {
      void loadTelling().then(({ tell }) => {
        const toast = tell(incoming, messenger.getState(), open, catalogue)
        if (toast) show(toast)
        // Without its code nobody is told. The row of the conversation shows the message.
      }, ignore)
    })
  }, [messenger, open, catalogue])

  useEffect(() => () => void loadTelling().then(({ closeDesktop }) => closeDesktop(), ignore), [])

  const dismiss = useCallback((toast: Toast) => {
    setToasts((known) => known.filter((one) => one !== toast))
  }, [])

  return { toasts: news, dismiss }
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
