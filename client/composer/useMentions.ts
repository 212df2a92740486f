import { useId, useState, type KeyboardEvent } from 'react'
import type { Participant } from '../../wire/conversations.ts'
import { usePeople } from '../conversation/context.ts'
import { mentionAt, suggest } from './mention.ts'

interface MentionsOptions {
  body: string
  caret: number
  /** Puts this in the place of that part of the text. */
  replace: (from: number, to: number, inserted: string) => void
}

/** The list of people that '@' opens. The focus stays in the text box: the list is walked with its arrow keys. */
export function useMentions({ body, caret, replace }: MentionsOptions) {
  const { byUsername, me } = usePeople()
  const id = useId()
  const [place, setPlace] = useState({ name: '', index: 0 })
  /** Esc closes it until another '@' is written. */
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const query = mentionAt(body, caret)
  const people =
    query && query.from !== closedAt ? suggest(byUsername.values(), me, query.name) : []
  const index = place.name === query?.name ? Math.min(place.index, people.length - 1) : 0

  function choose(person: Participant) {
    if (query) replace(query.from, query.to, `@${person.username} `)
  }

  /** True when the key was the list's. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!query || people.length === 0) return false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const person = people[index]
    if (step !== 0) {
      setPlace({ name: query.name, index: (index + step + people.length) % people.length })
    } else if (event.key === 'Escape') setClosedAt(query.from)
    else if (person && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) {
      choose(person)
    } else return false
    event.preventDefault()
    return true
  }

  return {
    people,
    index,
    choose,
    onKeyDown,
    listId: id,
    activeId: people.length > 0 ? `${id}-${index}` : undefined,
  }
}
