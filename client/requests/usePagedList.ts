import { useCallback, useEffect, useRef, useState } from 'react'
import { useWhileVisible } from '../browser/useWhileVisible.ts'
import { failureOf } from './failure.ts'

export type PagedList<Question, Item> =
  | { kind: 'loading' }
  | { kind: 'failed'; isForbidden: boolean }
  | {
      kind: 'ready'
      /** What the items are the answer to. It may be older than what is asked now. */
      question: Question
      items: readonly Item[]
      /** The cursor of the next page. Null: all items are loaded. */
      next: string | null
    }

interface Page<Item> {
  items: readonly Item[]
  next_cursor: string | null
}

/** Asks for the first page, or for the page at this cursor. It must stay the same function. */
type Ask<Question, Item> = (question: Question, cursor?: string) => Promise<Page<Item>>

/**
 * A list that the server gives page by page, and that may be searched. The previous items stay until the answer to a new
 * question has come. With `everyMilliseconds` the first page is asked for again while the tab is visible, until the person
 * has loaded more pages: they would be lost.
 */
export function usePagedList<Question extends object, Item>(
  question: Question,
  ask: Ask<Question, Item>,
  everyMilliseconds: number | null = null,
) {
  const [list, setList] = useState<PagedList<Question, Item>>({ kind: 'loading' })
  const key = JSON.stringify(question)
  /** The number of the newest request. An older answer is dropped. */
  const newest = useRef(0)
  const isPaged = useRef(false)

  const load = useCallback(async () => {
    const turn = ++newest.current
    const asked = JSON.parse(key) as Question
    const answer = await ask(asked).then(
      ({ items, next_cursor: next }) => ({ kind: 'ready', question: asked, items, next }) as const,
      (failure: unknown) => ({ kind: 'failed', isForbidden: isForbidden(failure) }) as const,
    )
    if (turn !== newest.current) return
    isPaged.current = false
    setList((known) => (outlives(known, answer, key) ? known : answer))
  }, [ask, key])

  useEffect(() => {
    newest.current++
    isPaged.current = false
  }, [load])
  const look = useCallback(() => {
    if (!isPaged.current) void load()
  }, [load])
  useWhileVisible(look, everyMilliseconds)

  async function more(): Promise<void> {
    if (list.kind !== 'ready' || list.next === null) return
    const turn = ++newest.current
    const wasPaged = isPaged.current
    isPaged.current = true
    try {
      const { items, next_cursor: next } = await ask(list.question, list.next)
      if (turn === newest.current) setList({ ...list, items: [...list.items, ...items], next })
    } catch (error) {
      isPaged.current = wasPaged
      throw error
    }
  }

  return { list, load, more }
}

const isForbidden = (failure: unknown) => failureOf(failure).code === 'forbidden'

/** Items that answer the same question stay on the screen when they could not be asked for again. */
const outlives = <Question, Item>(
  known: PagedList<Question, Item>,
  answer: PagedList<Question, Item>,
  key: string,
) =>
  answer.kind === 'failed' &&
  !answer.isForbidden &&
  known.kind === 'ready' &&
  JSON.stringify(known.question) === key
