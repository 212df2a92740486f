import { useEffect, useState } from 'react'
import { failureOf } from './failure.ts'

interface Options<T> {
  /** Of the same identity as long as it asks the same way. */
  ask: (question: string) => Promise<T>
  /** Long enough not to ask for every letter, short enough not to be noticed. */
  pauseMs: number
}

/** `answer` is null when there was none. */
interface Answered<T> {
  question: string
  answer: T | null
  isOffline: boolean
}

/**
 * Asks the server a question that changes while somebody types. An answer that comes after the next question is dropped;
 * told to wait, it waits, whatever is typed meanwhile, and asks again by itself.
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
    /** The last one stays until the next: rows that come and go are hard to hit. */
    answer: question === null ? null : (last?.answer ?? null),
    /** Why it failed, if it did. */
    isOffline: last?.isOffline ?? false,
    state: question === null ? 'idle' : isAnswered ? answered : unanswered,
    /** While it is held up: a moment of `performance.now()`. */
    waitUntil,
    amend(change: (answer: T) => T) {
      setLast((now) => now && { ...now, answer: now.answer && change(now.answer) })
    },
    retry: () => setLast(null),
  } as const
}
