import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { Room } from '../../wire/rooms/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { findRooms } from '../rooms/requests.ts'
import { useWhileVisible } from '../rooms/useWhileVisible.ts'

const EVERY_MS = 15_000

type Rooms =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'ready'; query: string; items: readonly Room[]; next: string | null }

/** The open rooms that match. The first page is asked for again while the page is visible. */
export function useRooms(typed: string) {
  const messenger = useMessenger()
  const query = useDeferredValue(typed.trim())
  const [rooms, setRooms] = useState<Rooms>({ kind: 'loading' })
  /** An answer to an older question is dropped. */
  const asked = useRef(0)

  const load = useCallback(async () => {
    const turn = ++asked.current
    try {
      const { items, next_cursor } = await findRooms(messenger, { q: query })
      if (turn === asked.current) setRooms({ kind: 'ready', query, items, next: next_cursor })
    } catch {
      if (turn !== asked.current) return
      setRooms((known) => (known.kind === 'ready' ? known : { kind: 'failed' }))
    }
  }, [messenger, query])
  const look = useCallback(() => void load(), [load])
  useWhileVisible(look, EVERY_MS)
  useEffect(
    () => () => {
      asked.current++
    },
    [],
  )

  async function more(): Promise<void> {
    if (rooms.kind !== 'ready' || rooms.next === null) return
    const page = await findRooms(messenger, { q: rooms.query, cursor: rooms.next })
    setRooms((known) =>
      known === rooms
        ? { ...rooms, items: [...rooms.items, ...page.items], next: page.next_cursor }
        : known,
    )
  }

  return { rooms, load, more }
}
