import { useState, useSyncExternalStore, type SetStateAction } from 'react'
import type { ComposerMode } from '../conversation/context.ts'
import { useMessenger } from '../messenger/context.ts'
import type { Messenger } from '../realtime/messenger.ts'

type Place = ReturnType<typeof createPlace>
const places = new WeakMap<object, Record<string, Place>>()

/**
 * What belongs to the text of a composer beside the draft. It is there again when the conversation or thread is opened
 * again in this tab.
 */
export function usePlace(conversationId: string, threadRoot: string | null) {
  const messenger = useMessenger()
  return useState(() => placeOf(messenger, conversationId, threadRoot))[0]
}

export const placeOf = (messenger: Messenger, conversationId: string, threadRoot: string | null) =>
  (placesOf(messenger)[`${conversationId} ${threadRoot}`] ??= createPlace())

/** All places of this tab, by conversation and thread. */
export const placesOf = (messenger: Messenger) => places.get(messenger) ?? createPlaces(messenger)

/** Ends the choices that no text of this place has any more. In the next text the name may mean somebody else. */
export function forgetUnnamed(
  messenger: Messenger,
  conversationId: string,
  threadRoot: string | null,
): void {
  const { chosen, get } = placeOf(messenger, conversationId, threadRoot)
  const mode = get()
  const edited = mode.kind === 'edit' ? (mode.body ?? mode.message.body) : ''
  const texts = messenger.drafts.get(conversationId, threadRoot) + edited
  for (const name of chosen.keys()) if (!texts.includes(`@${name}`)) chosen.delete(name)
}

/** The mode of a composer, and what changes it. An answer may come when the composer is gone, and changes it as well. */
export function useMode(conversationId: string, threadRoot: string | null) {
  const { subscribe, get, set } = usePlace(conversationId, threadRoot)
  return [useSyncExternalStore(subscribe, get), set] as const
}

function createPlaces(messenger: Messenger) {
  const own: Record<string, Place> = {}
  places.set(messenger, own)
  // Whoever is let in again may not read what was written before.
  messenger.conversations.onGone((ids) => {
    for (const key in own) if (ids.includes(key.split(' ')[0]!)) own[key]!.forget()
  })
  return own
}

function createPlace() {
  let mode: ComposerMode = { kind: 'write' }
  let draw: (() => void) | undefined
  const chosen = new Map<string, string>()
  let isTyped = false
  return {
    /** Whether the person wrote here since the page was loaded. */
    isTyped: () => isTyped,
    noteTyping: (): void => void (isTyped = true),
    /** Whom the writer picked from the list, by the names that were inserted: ids of people. */
    chosen,
    note: (name: string, id: string): void => void chosen.set(name, id),
    get: () => mode,
    forget(): void {
      mode = { kind: 'write' }
      chosen.clear()
      draw?.()
    },
    set(change: SetStateAction<ComposerMode>): void {
      const next = typeof change === 'function' ? change(mode) : change
      const isAgain =
        next.kind === 'edit' && mode.kind === 'edit' && next.message.id === mode.message.id
      // What was typed stays when the same edit is begun again, this time by the person.
      mode = isAgain ? { ...mode, byItself: false, ...next } : next
      draw?.()
    },
    subscribe(listener: () => void): () => void {
      draw = listener
      // React takes no harm from a call for what is gone, and the next composer of this place has the next listener.
      return () => undefined
    },
  }
}
