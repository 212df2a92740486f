import { useCallback, useEffect, useEffectEvent } from 'react'
import type { SearchAnswer, SearchQuery } from '../../wire/search.ts'
import { useMessenger } from '../messenger/context.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { useAnswer } from '../requests/useAnswer.ts'

const PAUSE_MS = 250

/** Searches messages on the server, page by page. */
export function useSearch(query: SearchQuery | null) {
  const messenger = useMessenger()
  const question = query && JSON.stringify(query)
  const ask = useCallback(
    (asked: string) => find(messenger, JSON.parse(asked) as SearchQuery),
    [messenger],
  )
  const { answer, amend, ...how } = useAnswer(question, { ask, pauseMs: PAUSE_MS })
  const leaveOut = useEffectEvent((goes: Goes) => amend((now) => without(now, goes)))
  useEffect(() => followEnds(messenger, (goes) => leaveOut(goes)), [messenger])

  async function more() {
    if (!query || !answer?.next_cursor) return
    const next = await find(messenger, { ...query, cursor: answer.next_cursor })
    amend((now) =>
      now.next_cursor === answer.next_cursor
        ? { ...next, items: [...now.items, ...next.items] }
        : now,
    )
  }

  return {
    ...how,
    question,
    items: answer?.items ?? [],
    hasMore: how.state === 'done' && answer?.next_cursor != null,
    more,
  }
}

type Goes = (found: SearchAnswer['items'][number]) => boolean

const without = (answer: SearchAnswer, goes: Goes): SearchAnswer => ({
  ...answer,
  items: answer.items.filter((found) => !goes(found)),
})

/** What ends while the answer is on its way is left out of it. */
async function find(messenger: Messenger, query: SearchQuery): Promise<SearchAnswer> {
  const ended: Goes[] = []
  const end = followEnds(messenger, (goes) => void ended.push(goes))
  try {
    return without(await messenger.messages.search(query), (found) =>
      ended.some((goes) => goes(found)),
    )
  } finally {
    end()
  }
}

/** Tells which results go: the person is in their conversation no more, or the message was deleted or hidden. */
function followEnds({ conversations, messages }: Messenger, tell: (goes: Goes) => void) {
  const endGone = conversations.onGone((ids) =>
    tell(({ message }) => ids.includes(message.conversation_id)),
  )
  const endFollow = messages.follow((changed) => {
    const ids = (changed ?? [])
      .filter(({ deleted_at, hidden_at }) => deleted_at !== null || hidden_at)
      .map(({ id }) => id)
    if (ids.length > 0) tell(({ message }) => ids.includes(message.id))
  })
  return () => {
    endGone()
    endFollow()
  }
}
