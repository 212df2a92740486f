import { useEffect, useRef } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { announce } from '../../ui/announcer.ts'
import { plainText } from '../../markup/blocks.ts'

/** Messages within this time are announced together. */
const BURST_MS = 1000

interface Options {
  messages: readonly Message[]
  /** The conversation is loaded up to its end. */
  ready: boolean
  me: string
  blocked: ReadonlySet<string>
  nameOf: (userId: string | null) => string
}

/**
 * Announces new messages of other people to a screen reader, except hidden ones. Older pages and changed
 * messages are not announced.
 */
export function useAnnouncements({ messages, ready, me, blocked, nameOf }: Options): void {
  const { timeline: labels } = useCatalogue()
  const announcedSeq = useRef<number | null>(null)
  const burst = useRef<Message[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    if (!ready) {
      announcedSeq.current = null
      return
    }
    const newest = messages.at(-1)?.seq ?? 0
    const before = announcedSeq.current
    announcedSeq.current = newest
    if (before === null) return
    burst.current.push(
      ...messages.filter(
        ({ seq, sender_id, kind }) =>
          seq > before && sender_id !== me && kind === 'text' && !blocked.has(sender_id ?? ''),
      ),
    )
    if (burst.current.length === 0 || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      const [only, ...more] = burst.current
      burst.current = []
      timer.current = undefined
      if (more.length > 0) announce(labels.announceMany(more.length + 1))
      else if (only) announce(labels.announceOne(nameOf(only.sender_id), plainText(only.body)))
    }, BURST_MS)
  }, [messages, ready, me, blocked, nameOf, labels])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
