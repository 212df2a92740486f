import { useEffect, useState } from 'react'
import type { SearchAnswer, SearchQuery } from '../../wire/search.ts'
import { useMessenger } from '../conversations/context.ts'

/** Long enough not to ask for every letter, short enough not to be noticed. */
const PAUSE_MS = 250

type Results = SearchAnswer['items']

interface Found {
  /** The question this is the answer to, as a string. */
  of: string
  items: Results
  next: string | null
  failed: boolean
}

const nothing: Found = { of: '', items: [], next: null, failed: false }

/** Asks for messages; an answer that comes after the next question is dropped. */
export function useSearch(query: SearchQuery | null) {
  const messenger = useMessenger()
  const [found, setFound] = useState(nothing)
  const [tries, setTries] = useState(0)
  const [loadingMore, setLoadingMore] = useState(false)
  const asked = query && JSON.stringify(query)

  useEffect(() => {
    if (asked === null) return
    let current = true
    const timer = setTimeout(() => {
      messenger
        .search(JSON.parse(asked) as SearchQuery)
        .then(({ items, next_cursor: next }) => ({ of: asked, items, next, failed: false }))
        .catch(() => ({ of: asked, items: [], next: null, failed: true }))
        .then((answer) => current && setFound(answer))
        .catch(() => undefined)
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [messenger, asked, tries])

  async function more() {
    if (!query || found.next === null || loadingMore) return
    setLoadingMore(true)
    try {
      const answer = await messenger.search({ ...query, cursor: found.next })
      setFound((now) =>
        now.of === found.of
          ? { ...now, items: [...now.items, ...answer.items], next: answer.next_cursor }
          : now,
      )
    } catch {
      setFound((now) => ({ ...now, failed: true }))
    } finally {
      setLoadingMore(false)
    }
  }

  const answered = asked !== null && found.of === asked
  return {
    /** The last answer stays until the next one: rows that come and go are hard to hit. */
    items: asked === null ? [] : found.items,
    state: asked === null ? 'idle' : !answered ? 'searching' : found.failed ? 'failed' : 'done',
    hasMore: answered && found.next !== null,
    loadingMore,
    more: () => void more(),
    retry() {
      setFound(nothing)
      setTries((count) => count + 1)
    },
  } as const
}
