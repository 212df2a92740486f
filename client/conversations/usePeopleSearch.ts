import { useEffect, useState } from 'react'
import type { Person } from '../../wire/people.ts'
import { useMessenger } from './context.ts'

/** Long enough not to ask for every letter, short enough not to be noticed. */
const PAUSE_MS = 180
/** The server answers nothing to less. */
const SHORTEST = 2

interface Found {
  query: string
  people: readonly Person[] | 'failed'
}

/** Asks the server for people; an answer that comes after the next question is dropped. */
export function usePeopleSearch(query: string) {
  const messenger = useMessenger()
  const [found, setFound] = useState<Found>({ query: '', people: [] })
  const wanted = query.trim()
  const asks = wanted.length >= SHORTEST

  useEffect(() => {
    if (!asks) return
    let current = true
    const timer = setTimeout(() => {
      void messenger
        .searchPeople(wanted)
        .then((people) => people.filter(({ id }) => id !== messenger.getState().me.id))
        .catch(() => 'failed' as const)
        .then((people) => current && setFound({ query: wanted, people }))
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [messenger, wanted, asks])

  const answered = found.query === wanted
  return {
    /** The last answer stays until the next one: rows that come and go are hard to hit. */
    people: asks && found.people !== 'failed' ? found.people : [],
    state: !asks ? 'idle' : !answered ? 'searching' : found.people === 'failed' ? 'failed' : 'done',
  } as const
}
