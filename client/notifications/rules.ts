import { noticeOf } from '../../wire/notification-rule.ts'
import { hasAttention } from '../browser/attention.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { preferences, type Preferences } from './preferences.ts'
import { permission } from './desktop.ts'

/** The state of this tab when a message comes in. */
export interface Surroundings {
  me: string
  /** The open conversation, if the person looks at it. */
  lookedAt: string | null
  hidden: boolean
  preferences: Preferences
  mayShowDesktop: boolean
}

export interface Channels {
  toast: boolean
  sound: boolean
  desktop: boolean
}

/**
 * Chooses the channels for an incoming message. Nothing notifies of the user's own messages, of muted conversations,
 * or of the conversation being read. A hidden tab uses the desktop, and keeps the toast for the return.
 */
export function channelsFor(
  { message, conversation }: IncomingMessage,
  here: Surroundings,
): Channels {
  // The core leaves out the messages of blocked people before they come here.
  const reader = { userId: here.me, settings: conversation.me, hasBlocked: () => false }
  const isToldOf = noticeOf(message, reader) === 'notify' && here.lookedAt !== conversation.id
  if (!isToldOf) return { toast: false, sound: false, desktop: false }
  return {
    toast: true,
    sound: here.preferences.sound,
    desktop: here.hidden && here.preferences.desktop && here.mayShowDesktop,
  }
}

export function surroundings(me: string, open: string | undefined): Surroundings {
  const hidden = document.visibilityState === 'hidden' || !document.hasFocus()
  return {
    me,
    lookedAt: hasAttention() ? (open ?? null) : null,
    hidden,
    preferences: preferences.get(),
    mayShowDesktop: permission() === 'granted',
  }
}
