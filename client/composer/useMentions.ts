import { useCallback, useId, useState, type KeyboardEvent } from 'react'
import type { Person } from '../../wire/people.ts'
import { mayEndLocalPart } from '../../wire/text/characters.ts'
import { usePeople } from '../conversation/context.ts'
import { fold } from '../../wire/words/fold.ts'
import { mayBeName } from '../../wire/words/may-be-name.ts'
import { personOf } from '../conversation/names.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAnswer } from '../requests/useAnswer.ts'
import { nameToInsert, peopleNamedIn, type Chosen } from './chosen-names.ts'

const BEFORE_CARET = /@([\p{L}\p{M}\p{N}_.-]{0,30})$/u
const MOST = 6
/** After everybody of whose name a word begins with the typed text. */
const LAST = 99
const PAUSE_MS = 180
/** Each letter of these scripts may begin a word, as in `wire/words/rank.ts`. */
const BEGINS_SOLID =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u

interface MentionsOptions {
  /** The people whom the writer picked, by name. */
  chosen: Chosen
  note: (name: string, id: string) => void
  body: string
  caret: number
  /** Replaces this range of the body. */
  replace: (from: number, to: number, inserted: string) => void
}

/**
 * The list of people that '@' opens. The focus stays in the text box, and its arrow keys move through the
 * list.
 */
export function useMentions({ chosen, body, caret, note, replace }: MentionsOptions) {
  const { participants, me } = usePeople()
  const id = useId()
  const [place, setPlace] = useState({ name: '', index: 0 })
  /** Esc closes the list until another '@' is written. */
  const [closedAt, setClosedAt] = useState<number | null>(null)
  /** The code of the list may come later than its people. Until then no key chooses anybody. */
  const [isDrawn, setIsDrawn] = useState(false)
  const query = mentionAt(body, caret)
  const isOpen = query !== null && query.from !== closedAt
  const found = useMatchingParticipants(isOpen ? query.name : '')
  const people = isOpen ? suggest([...participants, ...found], me, query.name) : []
  const index = place.name === query?.name ? Math.min(place.index, people.length - 1) : 0

  function choose(person: Person) {
    if (!query) return
    const name = nameToInsert(person, chosen)
    if (name !== person.username) note(name, person.id)
    replace(query.from, query.to, `@${name} `)
  }

  /** True when the list has handled the key. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!query || people.length === 0 || !(isDrawn || event.key === 'Escape')) return false
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
    /** Whom a text names otherwise than by usernames. */
    namedIn: (text: string) => peopleNamedIn(text, chosen, participants),
    people,
    index,
    choose,
    onKeyDown,
    listId: id,
    onDrawn: setIsDrawn,
    activeId: isDrawn && people.length > 0 ? `${id}-${index}` : undefined,
  }
}

const nobody: readonly Person[] = []

/**
 * In a large conversation only the first participants are loaded. The server is asked for the others by the beginning
 * of a name.
 */
function useMatchingParticipants(name: string): readonly Person[] {
  const { conversationId, hasAllParticipants } = usePeople()
  const messenger = useMessenger()
  const ask = useCallback(
    async (typed: string) =>
      (await messenger.people.participants(conversationId, { q: typed })).items.map(personOf),
    [messenger, conversationId],
  )
  const isAsked = !hasAllParticipants && mayBeName(name)
  return useAnswer(isAsked ? name : null, { ask, pauseMs: PAUSE_MS }).answer ?? nobody
}

/** The beginning of a name after an '@', and its range in the body. */
interface MentionQuery {
  from: number
  to: number
  name: string
}

/** The '@name' that ends at the caret, if there is one. Only the text just before the caret is searched. */
function mentionAt(text: string, caret: number): MentionQuery | null {
  const near = text.slice(Math.max(0, caret - 32), caret)
  const found = BEFORE_CARET.exec(near)
  if (!found) return null
  const { 1: name = '', index } = found
  if (near.charAt(index - 1) === '@' || mayEndLocalPart(near, index)) return null
  return { from: caret - name.length - 1, to: caret, name }
}

/** The first load has no room for wire/words/rank.ts. This reads a name as that does, from each word on. */
const bare = (text: string) => fold(text).replace(/[\s'.·・-]/gu, '')

/**
 * People whose username, or a word of whose name, begins with the typed name. Matches of the username come first. A word
 * may begin at each letter of a name that is written without spaces, such as 山田花子.
 */
function suggest(people: readonly Person[], me: string, typed: string): Person[] {
  const wanted = bare(typed)
  const found: { person: Person; rank: number }[] = []
  for (const person of new Map(people.map((one) => [one.id, one])).values()) {
    if (person.id === me) continue
    const name = person.display_name
    const words = name.split(/[\s-]+/u)
    const names = [person.username, ...words.map((_, place) => words.slice(place).join(''))]
    const begun = names.findIndex((one) => bare(one).startsWith(wanted))
    const isInside = BEGINS_SOLID.test(wanted) && bare(name).includes(wanted)
    const rank = begun < 0 && isInside ? LAST : begun
    if (rank !== -1) found.push({ person, rank })
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.person.display_name.localeCompare(b.person.display_name))
    .slice(0, MOST)
    .map(({ person }) => person)
}
