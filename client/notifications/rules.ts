import { noticeOf } from '../../wire/notification-rule.ts'
import type { Arrival } from '../realtime/model.ts'
import { preferences, type Preferences } from './preferences.ts'
import { permission } from './desktop.ts'

/** The state of this tab at the moment a message comes in. */
export interface Surroundings {
  me: string
  /** The conversation that is open, unless the tab is hidden or has no focus. */
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
 * How a person is told of a message. Nothing tells of the conversation that they are looking at. A tab in the background
 * leaves it to the system where it may, and keeps the toast for when the person comes back.
 */
export function channelsFor({ message, conversation }: Arrival, here: Surroundings): Channels {
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
    lookedAt: hidden ? null : (open ?? null),
    hidden,
    preferences: preferences.get(),
    mayShowDesktop: permission() === 'granted',
  }
}
