import { useCallback } from 'react'
import type { Person } from '../../wire/people.ts'
import { mayBeName } from '../../wire/words/may-be-name.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAnswer } from '../requests/useAnswer.ts'

const PAUSE_MS = 180

const nobody: readonly Person[] = []

/** Searches for people on the server. */
export function usePeopleSearch(query: string) {
  const messenger = useMessenger()
  const wanted = query.trim()
  const ask = useCallback(
    async (name: string) => {
      const people = await messenger.people.search(name)
      return people.filter(({ id }) => id !== messenger.getState().me.id)
    },
    [messenger],
  )
  const { answer, state, isOffline, waitUntil } = useAnswer(mayBeName(wanted) ? wanted : null, {
    ask,
    pauseMs: PAUSE_MS,
  })
  return { people: answer ?? nobody, state, isOffline, waitUntil }
}
