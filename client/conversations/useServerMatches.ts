import { useCallback } from 'react'
import type { ConversationListQuery } from '../../wire/requests/conversations.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import type { ListFilter } from './list-filter.ts'
import { useAnswer } from '../requests/useAnswer.ts'

const PAUSE_MS = 180

const asked: Readonly<Record<ListFilter, ConversationListQuery['filter']>> = {
  all: 'all',
  unread: 'unread',
  direct: 'direct',
  groups: 'group',
  archived: 'archived',
}

/**
 * The conversations that match, as if all of them were loaded. The server searches those that are not loaded, and its
 * matches join the list.
 */
export function useServerMatches(query: string, filter: ListFilter) {
  const messenger = useMessenger()
  const isPartial = useMessengerState(
    ({ conversations: { status, hasMore } }) => hasMore || status !== 'ready',
  )
  const isNarrowed = query !== '' || filter !== 'all'
  const ask = useCallback(
    async (question: string) => ({
      next: await messenger.conversations.find(JSON.parse(question) as ConversationListQuery),
    }),
    [messenger],
  )
  const wanted: ConversationListQuery = { q: query, filter: asked[filter] }
  const { answer, state, waitUntil, amend, retry } = useAnswer(
    isPartial && isNarrowed ? JSON.stringify(wanted) : null,
    { ask, pauseMs: PAUSE_MS },
  )
  const cursor = state === 'done' ? answer?.next : null

  async function more() {
    if (!cursor) return
    const next = await messenger.conversations.find({ ...wanted, cursor })
    amend((now) => (now === answer ? { next } : now))
  }

  return { isNarrowed, state, waitUntil, hasMore: Boolean(cursor), more, retry }
}
export type ServerMatches = ReturnType<typeof useServerMatches>
