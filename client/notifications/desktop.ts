import { useSyncExternalStore } from 'react'

export type Permission = NotificationPermission | 'unsupported'

export function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())

/** People also change it in the browser's own settings, while the page is open. */
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

/** To be called from a click and nowhere else: browsers, and people, refuse who asks out of the blue. */
export async function askPermission(): Promise<void> {
  await Notification.requestPermission()
  tell()
}

interface Shown {
  title: string
  body: string
  icon?: string | null
  /** The next one of the same takes its place. */
  tag: string
  onClick?: () => void
}

/** Some browsers on phones have the permission and still refuse: then the toast is all there is. */
export function showDesktop({ title, body, icon, tag, onClick }: Shown): boolean {
  try {
    const shown = new Notification(title, { body, tag, ...(icon && { icon }) })
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
