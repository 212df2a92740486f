import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { titleOf } from '../conversation/names.ts'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Link } from '../ui/Link.tsx'

import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { endOf, LONGEST_MS } from './desktop.ts'

export interface Toast {
  incoming: IncomingMessage
  title: string
  body: string
  href: string
}

/** Long enough to read two lines. The time stops while the pointer or the focus is on the toast. */
const SHOWN_MS = 7000

interface ToastCardProps {
  toast: Toast
  onDismiss: () => void
}

export default function ToastCard({ toast, onDismiss }: ToastCardProps) {
  const catalogue = useCatalogue()
  const me = useMessengerState((state) => state.me.id)
  const [paused, setPaused] = useState(false)
  const { conversation } = toast.incoming
  const serverClock = useMessengerState((state) => state.serverClock)
  const end = endOf(toast.incoming.message, serverClock)
  const dismiss = useEffectEvent(onDismiss)
  const announcement = catalogue.notifications.announcement(toast.title, toast.body)

  const { conversations } = useMessenger()
  const isBlocked = useMessengerState(({ blocked }) =>
    blocked.some(({ id }) => id === toast.incoming.message.sender_id),
  )

  useEffect(() => announce(announcement), [announcement])
  // Nobody reads on of a person whom they have just blocked, or of a conversation that they are out of.
  useEffect(() => {
    if (isBlocked) dismiss()
  }, [isBlocked])
  useEffect(
    () =>
      conversations.onGone((ids) => {
        if (ids.includes(conversation.id)) dismiss()
      }),
    [conversations, conversation.id],
  )
  useEffect(() => {
    if (paused) return
    const timer = setTimeout(dismiss, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [paused])
  // A message that disappears takes its toast along, also while somebody reads it.
  useEffect(() => {
    if (end === null) return
    const timer = setTimeout(dismiss, Math.min(end - performance.now(), LONGEST_MS))
    return () => clearTimeout(timer)
  }, [end])

  return (
    <li
      onMouseEnter={() => setPaused(true)}
      onMouseLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-auto flex animate-rise items-start gap-1 rounded-card border border-line bg-bg p-1 shadow-card"
    >
      <Link
        href={toast.href}
        onClick={onDismiss}
        className="ring-inside flex min-w-0 flex-1 items-center gap-3 rounded-control p-2 hover:bg-hover"
      >
        <ConversationAvatar
          conversation={conversation}
          me={me}
          title={titleOf(conversation, me, catalogue)}
        />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span className="line-clamp-2 font-bold">
            <bdi>{toast.title}</bdi>
          </span>
          <span className="line-clamp-2 text-sm text-muted">
            <bdi>{toast.body}</bdi>
          </span>
        </span>
      </Link>
      <IconButton icon={X} label={catalogue.notifications.dismiss} onClick={onDismiss} />
    </li>
  )
}
