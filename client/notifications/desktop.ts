import { useSyncExternalStore } from 'react'
import type { Message } from '../../wire/messages.ts'

export type Permission = NotificationPermission | 'unsupported'

/** A browser may lack it, or an extension may have taken it away. Messages are then told by toasts alone. */
export function permission(): Permission {
  try {
    return Notification.permission ?? 'unsupported'
  } catch {
    return 'unsupported'
  }
}

const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())

/** People can also change the permission in the browser's settings while the page is open. */
async function watch(): Promise<void> {
  const status = await navigator.permissions.query({ name: 'notifications' })
  status.addEventListener('change', tell)
}

let watched = false
function subscribe(listener: () => void): () => void {
  if (!watched && 'permissions' in navigator) {
    watched = true
    watch().catch(() => undefined)
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePermission(): Permission {
  return useSyncExternalStore(subscribe, permission)
}

/** Call this only from a click. Browsers refuse a request for permission without one. */
export async function askPermission(): Promise<void> {
  // One that refuses to ask leaves everything as it is.
  await Notification.requestPermission().catch(() => undefined)
  tell()
}

type Told = Pick<Message, 'conversation_id' | 'sender_id'>

interface Shown {
  title: string
  body: string
  /** A new notification with the same tag replaces the old one. */
  tag: string
  onClick?: () => void
  message?: Told
  /** When its message disappears, as a moment of `performance.now()`. */
  end?: number | null
}

/** The longest time that a browser's timer takes. */
export const LONGEST_MS = 2 ** 31 - 1

/** When a message disappears, as a moment of `performance.now()`. Null: it stays. */
export const endOf = ({ expires_at }: Pick<Message, 'expires_at'>, serverClock: number) =>
  expires_at ? Date.parse(expires_at) - serverClock : null

/** What is on the desktop, by the message that it tells of. */
const open = new Map<Notification, Told>()

/** A notification outlives the page that shows it, and names a sender and their words. */
export function closeDesktop(goes: (told: Told) => boolean = () => true): void {
  for (const [one, told] of open) {
    if (!goes(told)) continue
    one.close()
    open.delete(one)
  }
}

/** Some phone browsers grant the permission and still throw. Then only the toast shows. */
export function showDesktop({ title, body, tag, onClick, end, message }: Shown): boolean {
  try {
    const shown = new Notification(title, { body, tag })
    open.set(shown, message ?? { conversation_id: tag, sender_id: null })
    shown.addEventListener('close', () => open.delete(shown))
    if (typeof end === 'number') {
      setTimeout(() => shown.close(), Math.min(end - performance.now(), LONGEST_MS))
    }
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
      onClick?.()
    })
    return true
  } catch {
    return false
  }
}
