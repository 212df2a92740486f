import { useCallback, useState } from 'react'
import type { Person } from '../../wire/people.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { titleOf } from '../conversation/names.ts'
import { useAnswer } from '../requests/useAnswer.ts'
import { useCatalogue } from '../i18n/language.ts'
import { parseQuery, type Filter } from './query.ts'

const PAUSE_MS = 250

/**
 * Parses the text in the box. Unknown names are looked up on the server, and `lookingUp` is true meanwhile.
 */
export function useQuery(typed: string) {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me)
  const conversations = useMessengerState((state) => state.conversations.items)
  const known = useMessengerState((state) => state.people)
  const [found, setFound] = useState<readonly Person[]>([])
  const parsed = parseQuery(typed, {
    me: { id: me.id, name: me.display_name },
    conversations,
    people: [...Object.values(known), ...found],
    titleOf: (conversation) => titleOf(conversation, me.id, catalogue),
  })

  const ask = useCallback(
    async (question: string) => {
      const unknown = JSON.parse(question) as [Filter['kind'], string][]
      await Promise.all(
        unknown.map(async ([kind, name]) => {
          if (kind === 'in') return messenger.conversations.find({ q: name, filter: 'all' })
          const people = await messenger.people.search(name.replace(/^@/u, ''))
          setFound((before) => [...before, ...people])
        }),
      )
    },
    [messenger],
  )
  const unknown = parsed.filters.filter(
    ({ kind, means }) => means === null && (kind === 'from' || kind === 'in'),
  )
  const question = unknown.map(({ kind, value }) => [kind, value])
  const { state } = useAnswer(unknown.length > 0 ? JSON.stringify(question) : null, {
    ask,
    pauseMs: PAUSE_MS,
  })
  return { ...parsed, lookingUp: state === 'searching' || state === 'rate_limited' }
}
