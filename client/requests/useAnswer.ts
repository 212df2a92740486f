import { useEffect, useState } from 'react'
import { failureOf } from './failure.ts'

interface Options<T> {
  /** The function must stay the same object as long as it asks the same way. */
  ask: (question: string) => Promise<T>
  /** Long enough not to ask for every letter, and short enough not to feel slow. */
  pauseMs: number
}

/** `answer` is null when there was none. */
interface Answered<T> {
  question: string
  answer: T | null
  isOffline: boolean
}

/**
 * Asks the server a question that changes while a person types. An answer to an older question is dropped.
 * After a rate limit it waits and asks again by itself, with what is typed by then.
 */
export function useAnswer<T>(question: string | null, { ask, pauseMs }: Options<T>) {
  const [last, setLast] = useState<Answered<T> | null>(null)
  const [waitUntil, setWaitUntil] = useState<number | null>(null)
  const isAnswered = question !== null && last?.question === question

  useEffect(() => {
    if (question === null || isAnswered) return
    let isCurrent = true
    async function find(wanted: string) {
      const found = await ask(wanted).then(
        (answer) => ({ answer, failure: null }),
        (failure: unknown) => ({ answer: null, failure: failureOf(failure) }),
      )
      if (!isCurrent) return
      const { answer, failure } = found
      const wait = failure?.waitUntil ?? null
      setWaitUntil(wait)
      if (wait !== null) return
      setLast({ question: wanted, answer, isOffline: failure?.code === 'network' })
    }
    const delay = Math.max(pauseMs, (waitUntil ?? 0) - performance.now())
    const timer = setTimeout(() => void find(question), delay)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [question, isAnswered, waitUntil, ask, pauseMs])

  const unanswered = waitUntil === null ? 'searching' : 'rate_limited'
  const answered = last?.answer === null ? 'failed' : 'done'
  return {
    /** The last answer stays until the next one, because rows that come and go are hard to click. */
    answer: question === null ? null : (last?.answer ?? null),
    /** Whether it failed for lack of a connection. */
    isOffline: last?.isOffline ?? false,
    state: question === null ? 'idle' : isAnswered ? answered : unanswered,
    /** The moment of `performance.now()` at which a rate limit ends. */
    waitUntil,
    amend(change: (answer: T) => T) {
      setLast((now) => now && { ...now, answer: now.answer && change(now.answer) })
    },
    retry: () => setLast(null),
  } as const
}
