import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useMessenger } from '../conversations/context.ts'
import type { Timeline } from '../realtime/model.ts'
import { lightUp } from './light-up.ts'

/** Further back than this nobody waits for it. */
const MOST_PAGES = 20

interface JumpOptions {
  rootId: string
  thread: Timeline
  /** The answer somebody came for. */
  seq: number | null
  toRow: (seq: number) => HTMLElement | null
  onMissing: () => void
}

/** Goes to one message of a thread, and loads earlier ones until it is there. */
export function useThreadJump({ rootId, thread, seq, toRow, onMissing }: JumpOptions) {
  const messenger = useMessenger()
  const wanted = useRef(seq)

  const land = useCallback(() => {
    if (wanted.current !== null && lightUp(toRow(wanted.current))) wanted.current = null
  }, [toRow])

  const jumpTo = useCallback(
    (place: number) => {
      wanted.current = place
      land()
      const held = () => messenger.getState().threads[rootId]
      const isThere = () => held()?.messages.some((message) => message.seq === place) === true
      async function find() {
        for (let page = 0; page < MOST_PAGES && !isThere() && held()?.hasEarlier; page += 1) {
          const before = held()?.messages.length
          await messenger.loadEarlier(rootId)
          if (held()?.messages.length === before) break
        }
        if (isThere() || wanted.current !== place) return
        wanted.current = null
        onMissing()
      }
      find().catch(onMissing)
    },
    [messenger, rootId, land, onMissing],
  )

  useLayoutEffect(land, [land, thread.messages])

  const ready = thread.status === 'ready'
  useEffect(() => {
    if (ready && wanted.current !== null) jumpTo(wanted.current)
  }, [ready, jumpTo])

  return jumpTo
}
