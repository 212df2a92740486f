import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Message } from '../../wire/messages.ts'
import type { KnownPeople } from '../conversation/names.ts'
import { useMessenger } from '../messenger/context.ts'
import { noPins, pinned, withIncoming, withPage, type KnownPins } from './known-pins.ts'
import { pinsOf } from './requests.ts'

interface Pins {
  items: readonly Message[]
  /** The people whom they name. */
  people: KnownPeople
  /** Loads the next page. Null: all pins are loaded. */
  more: (() => Promise<void>) | null
}

/**
 * The pinned messages of a conversation, the newest pin first. The first page is asked for once. After that, the messages
 * that come in tell what was pinned and unpinned.
 */
export function usePins(conversationId: string): Pins {
  const messenger = useMessenger()
  const [pins, setPins] = useState<KnownPins>(noPins)
  const load = useCallback(
    async (cursor?: string) => {
      const page = await pinsOf(messenger, conversationId, cursor)
      setPins((known) => withPage(known, page))
    },
    [messenger, conversationId],
  )

  useEffect(() => {
    // Without an answer there are no pins on the screen. The next opening asks again.
    const begin = () => void load().catch(() => undefined)
    const end = messenger.messages.follow((incoming) => {
      if (incoming === null) {
        setPins(noPins)
        begin()
        return
      }
      const here = incoming.filter(({ conversation_id }) => conversation_id === conversationId)
      if (here.length > 0) setPins((known) => withIncoming(known, here))
    })
    begin()
    return end
  }, [messenger, conversationId, load])

  const items = useMemo(() => pinned(pins), [pins])
  const { people, cursor } = pins
  const isUsedUp = items.length === 0 && cursor !== null
  useEffect(() => {
    if (isUsedUp && cursor !== null) void load(cursor).catch(() => undefined)
  }, [isUsedUp, cursor, load])
  return { items, people, more: cursor === null ? null : () => load(cursor) }
}
