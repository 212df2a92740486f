import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Conversation } from '../../../wire/conversations.ts'
import { useMessenger } from '../../messenger/context.ts'
import { failureOf } from '../../requests/failure.ts'
import { paths } from '../../navigation/routes.ts'
import { useCatalogue } from '../../i18n/language.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'
import { navigate, useParameter } from '../../navigation/location.ts'
import { usePanels } from '../../navigation/panel.ts'
import { lightUp } from './light-up.ts'

interface JumpOptions {
  conversation: Conversation
  timeline: Timeline
  /** Changes whenever the drawn rows do. */
  rows: unknown
  toRow: (seq: number) => HTMLElement | null
  /** A jump begins. */
  choose: () => void
  onMissing: (note: string) => void
}

/**
 * Jumps to one message, however far back: from a quote, or from `?m=` in the address. The parameter is
 * removed afterwards, so that the same link works again. A message of a thread opens the thread.
 */
export function useJump({ conversation, timeline, rows, toRow, choose, onMissing }: JumpOptions) {
  const { messages: labels, refusals } = useCatalogue()
  const messenger = useMessenger()
  const { show } = usePanels()
  const asked = Number(useParameter('m'))
  const followed = useRef<number | null>(null)
  const target = useRef<number | null>(null)
  const { id } = conversation

  const land = useCallback(() => {
    const seq = target.current
    const message = messenger.getState().timelines[id]?.messages.find((one) => one.seq === seq)
    if (seq === null || !message) return
    const root = message.thread_root
    if (!root && !lightUp(toRow(seq))) return
    target.current = null
    // Before the thread opens: going back must not lead to the link, which would open the thread again.
    forgetLink(id)
    if (root) show({ kind: 'thread', conversationId: id, rootId: root, seq })
  }, [messenger, id, show, toRow])

  const jumpTo = useCallback(
    (seq: number) => {
      choose()
      target.current = seq
      land()
      if (target.current === null) return
      messenger.timeline
        .openAround(id, seq)
        .then(() => {
          const loaded = messenger.getState().timelines[id]?.messages ?? []
          if (!loaded.some((message) => message.seq === seq)) throw new Error('not there')
          land()
        })
        .catch((failure: unknown) => {
          target.current = null
          forgetLink(id)
          onMissing(failureOf(failure).code === 'network' ? refusals.offline : labels.notFound)
        })
    },
    [messenger, id, land, choose, onMissing, labels, refusals],
  )

  const ready = timeline.status === 'ready'
  useEffect(() => {
    if (!isPlace(asked)) followed.current = null
    if (!ready || !isPlace(asked) || followed.current === asked) return
    followed.current = asked
    jumpTo(asked)
  }, [asked, id, jumpTo, ready])

  useLayoutEffect(land, [land, timeline.messages, rows])

  return { jumpTo, following: isPlace(asked) }
}

const isPlace = (seq: number) => Number.isSafeInteger(seq) && seq > 0

function forgetLink(id: string): void {
  const path = paths.conversation(id)
  if (location.pathname === path) navigate(path, { replace: true })
}
