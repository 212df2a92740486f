import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useMessenger } from '../../messenger/context.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'
import { lightUp } from './light-up.ts'

interface JumpOptions {
  rootId: string
  thread: Timeline
  /** The seq of the reply that a link asked for. */
  seq: number | null
  toRow: (seq: number) => HTMLElement | null
  onMissing: () => void
}

/** Jumps to one message of a thread, however far back. */
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
      if (wanted.current === null) return
      async function find() {
        await messenger.timeline.openAround(rootId, place)
        const loaded = messenger.getState().threads[rootId]?.messages ?? []
        if (loaded.some((message) => message.seq === place) || wanted.current !== place) return
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
