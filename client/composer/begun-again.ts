import { forgetBegun, storeBegun, takeBegun, type Begun } from '../browser/begun.ts'
import { hasStoresState } from '../browser/stores.ts'
import type { Message } from '../../wire/messages.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { forgetUnnamed, placeOf, placesOf } from './useMode.ts'

/**
 * A reload ends no reply and no edit. The tab stores which message they are about when it is left or hidden, because the
 * browser may throw a hidden tab away. The message itself is asked for again: it may have changed, or be gone.
 * @returns the function that ends it, when the person leaves
 */
export function beginAgain(messenger: Messenger): () => void {
  const { id: me } = messenger.getState().me
  const endings = new Set<() => void>()
  /** What could not be shown again yet. */
  let waiting = takeBegun(me)

  for (const one of waiting) {
    name(one)
    if (one.about) ask(one, one.about)
  }

  function name({ conversation_id, thread_root, chosen }: Begun): void {
    const { note } = placeOf(messenger, conversation_id, thread_root)
    for (const [chosenName, id] of chosen) note(chosenName, id)
  }

  function ask(one: Begun, about: NonNullable<Begun['about']>): void {
    const release = messenger.timeline.showQuoted(one.conversation_id, about.message_id)
    const unsubscribe = messenger.subscribe(look)
    const end = () => {
      unsubscribe()
      release()
      endings.delete(end)
    }
    endings.add(end)
    look()

    function look(): void {
      const found = messenger.getState().quoted[about.message_id]
      if (!endings.has(end) || (found?.kind !== 'there' && found?.kind !== 'gone')) return
      end()
      // Whoever types here already goes on with that. The text of an edit waits for the next load.
      const isBusy = placeOf(messenger, one.conversation_id, one.thread_root).isTyped()
      if (isBusy && about.kind === 'edit') return
      waiting = waiting.filter((other) => other !== one)
      if (!isBusy) show(one, about, found.kind === 'there' ? found.message : null)
    }
  }

  /** Something else may have been begun meanwhile. It stays. What was sent meanwhile had no name of this text. */
  function show(one: Begun, about: NonNullable<Begun['about']>, message: Message | null): void {
    name(one)
    const { conversation_id: id, thread_root: root } = one
    const place = placeOf(messenger, id, root)
    const { kind, body } = about
    if (message && place.get().kind === 'write') {
      place.set({
        kind,
        message,
        byItself: true,
        ...(kind === 'edit' && body !== undefined && { body }),
      })
    } else if (kind === 'edit' && body) {
      // What was typed is the person's own, and has no other place any more.
      const texts = [body, messenger.drafts.get(id, root)]
      messenger.drafts.put(id, texts.filter(Boolean).join('\n'), root)
    }
  }

  function store(): void {
    if (!hasStoresState(me, 'here')) return forgetBegun()
    const begun = Object.entries(placesOf(messenger)).map(([key, { get, chosen }]): Begun => {
      const [conversation_id = '', root] = key.split(' ')
      const thread_root = root === 'null' ? null : root!
      // Before its conversation is known, its draft is not known.
      if (messenger.conversations.get(conversation_id)) {
        forgetUnnamed(messenger, conversation_id, thread_root)
      }
      const mode = get()
      const about = mode.kind === 'write' ? null : { kind: mode.kind, message_id: mode.message.id }
      return {
        conversation_id,
        thread_root,
        about: about && { ...about, ...(mode.kind === 'edit' && mode.body && { body: mode.body }) },
        chosen: [...chosen],
      }
    })
    const isWorth = ({ about, chosen }: Begun) => about !== null || chosen.length > 0
    storeBegun(me, [...waiting.filter(({ about }) => about), ...begun.filter(isWorth)])
  }

  // As long as the tab is looked at, nothing is stored.
  const onLook = () => (document.visibilityState === 'hidden' ? store() : forgetBegun())
  window.addEventListener('pagehide', store)
  window.addEventListener('pageshow', forgetBegun)
  document.addEventListener('visibilitychange', onLook)
  return () => {
    window.removeEventListener('pagehide', store)
    window.removeEventListener('pageshow', forgetBegun)
    document.removeEventListener('visibilitychange', onLook)
    for (const end of endings) end()
    forgetBegun()
  }
}
