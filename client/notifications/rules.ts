import { authorOf, isBy } from '../../wire/author.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { preferences, type Preferences } from './preferences.ts'
import { permission } from './desktop.ts'

/** What is so in this tab at the moment a message comes in. */
export interface Surroundings {
  me: string
  /** The conversation that is open, if a person can be taken to look at this tab. */
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
 * How somebody is told of a message. Never of their own, of what is muted, or of what they are reading; a tab in the
 * background leaves it to the system where it may, and keeps the toast for when one comes back.
 */
export function channelsFor(
  { message, conversation }: IncomingMessage,
  here: Surroundings,
): Channels {
  const silent =
    isBy(authorOf(message), here.me) ||
    conversation.me.muted ||
    conversation.me.notify === 'none' ||
    here.lookedAt === conversation.id
  if (silent) return { toast: false, sound: false, desktop: false }
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
