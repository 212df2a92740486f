import { useEffect, useRef } from 'react'
import { authorOf, isBy, isByOneOf, type Author } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { announce } from '../../ui/announcer.ts'
import { useMessageLine } from '../../markup/useMessageLine.ts'

/** Messages within this time are announced together. */
const BURST_MS = 1000

interface Options {
  messages: readonly Message[]
  /** The conversation is loaded up to its end. */
  ready: boolean
  me: string
  blocked: ReadonlySet<string>
  nameOfAuthor: (author: Author) => string
}

/**
 * Announces new messages of other people to a screen reader, except hidden ones. Older pages and changed
 * messages are not announced.
 */
export function useAnnouncements({ messages, ready, me, blocked, nameOfAuthor }: Options): void {
  const { timeline: labels } = useCatalogue()
  const lineOf = useMessageLine()
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
        (message) =>
          message.seq > before &&
          message.kind === 'text' &&
          !isBy(authorOf(message), me) &&
          !isByOneOf(authorOf(message), blocked),
      ),
    )
    if (burst.current.length === 0 || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      const [only, ...more] = burst.current
      burst.current = []
      timer.current = undefined
      if (more.length > 0) announce(labels.announceMany(more.length + 1))
      else if (only) announce(labels.announceOne(nameOfAuthor(authorOf(only)), lineOf(only)))
    }, BURST_MS)
  }, [messages, ready, me, blocked, nameOfAuthor, labels, lineOf])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
