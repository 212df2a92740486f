/** The panel at the right of the page. A panel of a conversation closes when another conversation opens. */
export type Panel =
  | { kind: 'details'; conversationId: string }
  | { kind: 'thread'; conversationId: string; rootId: string; seq?: number }
  /**
   * `query` is what the panel was opened with, and `typed` what the user has made of it. `top` is how far the results are
   * scrolled.
   */
  | { kind: 'search'; query: string; typed?: string; top?: number }

/** What an entry of the history holds beside its address. The browser keeps it over a reload. */
interface Entry {
  panel?: Panel | null
  /** How many entries back the same page lies without a panel. 0 means that it is not in the history. */
  depth?: number
  /** The address of the entry before, if this page made it. */
  from?: string
  /** The user whose panel it is. Another person in this tab does not see it. */
  owner?: string
}

/** The browser reports its back button, but not `pushState`. These listeners hear of both. */
const listeners = new Set<() => void>()
const emit = () => listeners.forEach((listener) => listener())

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

export const address = () => location.pathname + location.search
export const entry = () => (history.state ?? {}) as Entry

export function writeEntry(path: string, next: Entry, replace: boolean): void {
  if (replace) history.replaceState({ ...entry(), ...next }, '', path)
  else history.pushState({ from: address(), ...next }, '', path)
  emit()
}

/** What waits while the browser goes back. Null while it does not. */
let waiting: (() => void)[] | null = null
export const isGoingBack = () => waiting !== null

/** A browser that has forgotten its history goes nowhere, and reports nothing. */
const LONGEST_MS = 300

/** Goes back in the history. Where there is nothing to go back to, `otherwise` happens. */
export function goBack(steps: number, otherwise: () => void): void {
  const own: (() => void)[] = (waiting = [])
  const settle = () => {
    clearTimeout(timer)
    window.removeEventListener('popstate', settle)
    waiting = null
    for (const act of own) act()
    emit()
  }
  const timer = setTimeout(() => {
    own.unshift(otherwise)
    settle()
  }, LONGEST_MS)
  window.addEventListener('popstate', settle)
  history.go(-steps)
  emit()
}

/** A new entry must not be made while the browser goes back: it would go back from there. */
export function whenSettled(act: () => void): void {
  if (waiting) waiting.push(act)
  else act()
}
