import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Message } from '../../wire/messages.ts'
import type { PinList } from '../../wire/requests/messages.ts'
import { afterPaint } from '../browser/after-paint.ts'
import type { KnownPeople } from '../conversation/names.ts'
import { useMessenger } from '../messenger/context.ts'
import { noPins, pinned, withIncoming, withPage, type KnownPins } from './known-pins.ts'
import { pinsOf } from './requests.ts'
import { useUnended } from './useUnended.ts'

interface Pins {
  items: readonly Message[]
  /** The people whom they name. */
  people: KnownPeople
  /** Loads the next page. Null: all pins are loaded. */
  more: (() => Promise<void>) | null
}

/**
 * The pinned messages of a conversation, the newest pin first. The first page is asked for once. After that, the messages
 * that come in tell what was pinned and unpinned. A message leaves at its end, before the server deletes it.
 */
export function usePins(conversationId: string): Pins {
  const messenger = useMessenger()
  const [pins, setPins] = useState<KnownPins>(noPins)
  const ask = useCallback(
    (cursor?: string) => pinsOf(messenger, conversationId, cursor),
    [messenger, conversationId],
  )

  useEffect(() => {
    const take = (page: PinList) => setPins((known) => withPage(known, page))
    // Without an answer there are no pins on the screen. The next opening asks again.
    const begin = () => void ask().then(take, () => undefined)
    const end = messenger.messages.follow((incoming) => {
      if (incoming === null) {
        setPins(noPins)
        begin()
        return
      }
      const here = incoming.filter(({ conversation_id }) => conversation_id === conversationId)
      if (here.length > 0) setPins((known) => withIncoming(known, here))
    })
    // The conversation is painted first. To make the request costs as much as to draw half of its messages.
    const cancel = afterPaint(begin)
    return () => {
      cancel()
      end()
    }
  }, [messenger, conversationId, ask])

  const items = useUnended(useMemo(() => pinned(pins), [pins]))
  const { people, cursor } = pins
  const isUsedUp = items.length === 0 && cursor !== null
  useEffect(() => {
    if (!isUsedUp || cursor === null) return
    ask(cursor).then(
      (page) => setPins((known) => withPage(known, page)),
      () => undefined,
    )
  }, [isUsedUp, cursor, ask])

  async function more(from: string) {
    const page = await ask(from)
    setPins((known) => withPage(known, page))
  }
  return { items, people, more: cursor === null ? null : () => more(cursor) }
}
