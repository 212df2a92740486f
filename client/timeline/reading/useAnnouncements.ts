import { useEffect, useRef } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { announce } from '../../ui/announcer.ts'
import { plainText } from '../../markup/blocks.ts'

/** Messages that come within this time are told of together. */
const BURST_MS = 1000

interface Options {
  messages: readonly Message[]
  /** The conversation is there up to its end. */
  ready: boolean
  me: string
  blocked: ReadonlySet<string>
  nameOf: (userId: string | null) => string
}

/**
 * Tells assistive technology of what others write, but not of what is hidden from the eyes. Other pages are silent, and
 * so are changes of what was there.
 */
export function useAnnouncements({ messages, ready, me, blocked, nameOf }: Options): void {
  const { timeline: labels } = useCatalogue()
  const told = useRef<number | null>(null)
  const burst = useRef<Message[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    if (!ready) {
      told.current = null
      return
    }
    const newest = messages.at(-1)?.seq ?? 0
    const before = told.current
    told.current = newest
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
