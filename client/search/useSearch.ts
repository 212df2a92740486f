import { useCallback } from 'react'
import type { SearchQuery } from '../../wire/search.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAnswer } from '../requests/useAnswer.ts'

const PAUSE_MS = 250

/** Searches messages on the server, page by page. */
export function useSearch(query: SearchQuery | null) {
  const messenger = useMessenger()
  const question = query && JSON.stringify(query)
  const ask = useCallback(
    (asked: string) => messenger.messages.search(JSON.parse(asked) as SearchQuery),
    [messenger],
  )
  const { answer, amend, ...how } = useAnswer(question, { ask, pauseMs: PAUSE_MS })

  async function more() {
    if (!query || !answer?.next_cursor) return
    const next = await messenger.messages.search({ ...query, cursor: answer.next_cursor })
    amend((now) => (now === answer ? { ...next, items: [...now.items, ...next.items] } : now))
  }

  return {
    ...how,
    question,
    items: answer?.items ?? [],
    hasMore: how.state === 'done' && answer?.next_cursor != null,
    more,
  }
}
