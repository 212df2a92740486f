import { useCallback, useSyncExternalStore } from 'react'
import type { Room } from '../../wire/rooms/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { failureOf } from '../requests/failure.ts'
import { roomOf } from './requests.ts'
import { useWhileVisible } from '../browser/useWhileVisible.ts'

/** Many people may look at the same room, so each page asks seldom. */
const EVERY_MS = 30_000
/** Parts of a page that ask within this time share one request. */
const SHARED_MS = 1_000

/** A room with its present numbers. Null: there is no such room. Undefined: it is not known yet. */
type Answer = Room | null | undefined

interface Looked {
  answer: Answer
  askedAt: number
  readers: Set<() => void>
}

/** What each page knows of its rooms. All parts of a page read the same answer, so they never show two numbers. */
const looks = new WeakMap<Messenger, Map<string, Looked>>()

function lookedAt(messenger: Messenger, id: string): Looked {
  const rooms = looks.get(messenger) ?? new Map<string, Looked>()
  looks.set(messenger, rooms)
  const looked = rooms.get(id) ?? { answer: undefined, askedAt: -Infinity, readers: new Set() }
  rooms.set(id, looked)
  return looked
}

async function look(messenger: Messenger, id: string): Promise<void> {
  const looked = lookedAt(messenger, id)
  if (performance.now() - looked.askedAt < SHARED_MS) return
  looked.askedAt = performance.now()
  try {
    looked.answer = await roomOf(messenger, id)
  } catch (failure) {
    if (failureOf(failure).code === 'not_found') looked.answer = null
  }
  for (const tell of looked.readers) tell()
}

export function useRoom(id: string): Answer {
  const messenger = useMessenger()
  const subscribe = useCallback(
    (tell: () => void) => {
      const looked = lookedAt(messenger, id)
      looked.readers.add(tell)
      return () => {
        looked.readers.delete(tell)
        // Nobody shows the room any more. The next one who does asks anew.
        if (looked.readers.size === 0) looks.get(messenger)?.delete(id)
      }
    },
    [messenger, id],
  )
  const askAgain = useCallback(() => void look(messenger, id), [messenger, id])
  useWhileVisible(askAgain, EVERY_MS)
  return useSyncExternalStore(subscribe, () => lookedAt(messenger, id).answer)
}
