import { useCallback, useState } from 'react'
import type { Room } from '../../wire/rooms/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { failureOf } from '../requests/failure.ts'
import { roomOf } from './requests.ts'
import { useWhileVisible } from '../browser/useWhileVisible.ts'

/** Many people may look at the same room, so each page asks seldom. */
const EVERY_MS = 30_000

/** A room with its present numbers. Null: there is no such room. Undefined: it is not known yet. */
export function useRoom(id: string): Room | null | undefined {
  const messenger = useMessenger()
  const [room, setRoom] = useState<Room | null>()
  const look = useCallback(() => {
    roomOf(messenger, id).then(setRoom, (failure: unknown) => {
      if (failureOf(failure).code === 'not_found') setRoom(null)
    })
  }, [messenger, id])
  useWhileVisible(look, EVERY_MS)
  return room
}
