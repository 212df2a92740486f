import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../conversations/context.ts'
import { paths } from '../conversations/routes.ts'
import type { Timeline } from '../realtime/model.ts'
import { useText } from '../i18n/language.ts'
import { navigate, useParameter } from '../ui/location.ts'
import { usePanels } from '../ui/panel.ts'

/** As long as it takes to find the place with one's eyes. */
const LIT_MS = 2000

interface JumpOptions {
  conversation: Conversation
  timeline: Timeline
  toRow: (seq: number) => HTMLElement | null
  onMissing: (note: string) => void
}

/**
 * Goes to one message, however far back: by a quote, or by `?m=` in the address, which is taken out of it once it has
 * been followed, so that the same link works again. A message of a thread opens its thread.
 */
export function useJump({ conversation, timeline, toRow, onMissing }: JumpOptions) {
  const { messages: text } = useText()
  const messenger = useMessenger()
  const { show } = usePanels()
  const asked = Number(useParameter('m'))
  const [target, setTarget] = useState<number | null>(null)
  const [lit, setLit] = useState<number | null>(null)
  const { id } = conversation

  const jumpTo = useCallback(
    (seq: number) => {
      setTarget(seq)
      messenger.openAround(id, seq).then(
        () => {
          const loaded = messenger.getState().timelines[id]?.messages ?? []
          if (loaded.some((message) => message.seq === seq)) return
          setTarget(null)
          onMissing(text.notFound)
        },
        () => {
          setTarget(null)
          onMissing(text.notFound)
        },
      )
    },
    [messenger, id, onMissing, text],
  )

  const ready = timeline.status === 'ready'
  useEffect(() => {
    if (!ready || !Number.isSafeInteger(asked) || asked < 1) return
    navigate(paths.conversation(id), { replace: true })
    jumpTo(asked)
  }, [asked, id, jumpTo, ready])

  useLayoutEffect(() => {
    if (target === null) return
    const message = timeline.messages.find(({ seq }) => seq === target)
    if (!message) return
    setTarget(null)
    if (message.thread_root) {
      show({ kind: 'thread', conversationId: id, rootId: message.thread_root, seq: target })
      return
    }
    toRow(target)?.focus({ preventScroll: true })
    setLit(target)
  }, [target, timeline.messages, toRow, show, id])

  useEffect(() => {
    if (lit === null) return
    const timer = setTimeout(() => setLit(null), LIT_MS)
    return () => clearTimeout(timer)
  }, [lit])

  return { jumpTo, lit }
}
