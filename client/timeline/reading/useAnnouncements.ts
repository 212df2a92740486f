import { useEffect, useRef } from 'react'
import { authorOf, isBy, isByOneOf } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import { usePeople } from '../../conversation/context.ts'
import { describeEvent } from '../../conversation/describe-event.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { announce } from '../../ui/announcer.ts'
import { useMessageLine } from '../../markup/useMessageLine.ts'

/** Messages within this time are announced together. */
const BURST_MS = 1000

interface Options {
  messages: readonly Message[]
  /** The conversation is loaded up to its end. */
  ready: boolean
  blocked: ReadonlySet<string>
  /** The root of the thread beside the timeline. The thread announces its own answers. */
  openThread?: string | undefined
}

/**
 * Announces new messages of other people to a screen reader, except hidden ones, and what they did to the conversation.
 * Older pages and changed messages are not announced.
 */
export function useAnnouncements({ messages, ready, blocked, openThread }: Options): void {
  const { timeline: labels, messages: words } = useCatalogue()
  const lineOf = useMessageLine()
  const people = usePeople()
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
          message.thread_root !== openThread &&
          !isBy(authorOf(message), people.me) &&
          !isByOneOf(authorOf(message), blocked),
      ),
    )
    if (burst.current.length === 0 || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      const lines = burst.current.map((message) =>
        message.event
          ? describeEvent(message.event, authorOf(message), words, people)
          : labels.announceOne(people.nameOfAuthor(authorOf(message)), lineOf(message)),
      )
      const written = burst.current.filter(({ event }) => !event).length
      burst.current = []
      timer.current = undefined
      announce(written > 1 ? labels.announceMany(written) : lines.join('. '))
    }, BURST_MS)
  }, [messages, ready, blocked, openThread, labels, words, lineOf, people])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
